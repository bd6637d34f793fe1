"""What can be wrong with a video: what the probe noticed, and what the rules ask for."""

from __future__ import annotations

from collections.abc import Iterable

from contest.checks.base import Case, MediaFind
from contest.checks.quantities import octets, seconds
from contest.model import Fault, Media
from contest.rules import Rulebook


def _noticed(code: str, explanation: str) -> MediaFind:
    """A check for what only the probe can see, explained by ``explanation``."""

    def find(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
        return (fault for fault in media.faults if fault.code == code)

    find.__doc__ = explanation
    return find


not_a_file = _noticed(
    "M101",
    """The path is no regular file, or its bytes could not be read.

    Folders, pipes and devices are never opened as videos.
    """,
)
empty_file = _noticed(
    "M102",
    """The video file holds no bytes at all.

    The upload or the copy failed. Ask for the file again.
    """,
)
not_a_video = _noticed(
    "M103",
    """The file is no video, whatever its name says.

    Text, pictures and sound are often renamed to .mp4 by mistake. Ask for the video.
    """,
)
playlist = _noticed(
    "M104",
    """The file is a list that makes a player open other files.

    Playing it would show what lies elsewhere, not what was handed in. It was not opened.
    """,
)
no_picture_stream = _noticed(
    "M105",
    """The file has sound but no picture.

    It was probably exported with the wrong preset. Ask for the video.
    """,
)
undecodable = _noticed(
    "M106",
    """Not one picture of the video could be decoded.

    It is encrypted, damaged or only the beginning of a stream. It can't be shown on stage.
    """,
)
truncated = _noticed(
    "M107",
    """The file ends before the video does.

    The upload or download broke off. Ask for the file again.
    """,
)
damaged = _noticed(
    "M108",
    """The file is damaged somewhere in the middle.

    Watch it before it goes on a screen, and ask for it again if pictures are missing.
    """,
)
unknown_duration = _noticed(
    "M109",
    """The length of the video could not be measured, so no limit can be checked.""",
)
duration_disagrees = _noticed(
    "M110",
    """The container claims another length than its pictures have. The measured one counts.""",
)
codec_refused = _noticed(
    "M111",
    """The video is compressed with a codec that the program does not decode for safety's sake.

    Rare decoders are where hostile files attack. Watch it on a machine without data.
    """,
)
several_streams = _noticed(
    "M112",
    """The file holds several video streams, as motion photos do. The first one counts.""",
)
probe_failed = _noticed(
    "M118",
    """The file brought the prober down, or took more time or memory than any video should.

    The prober runs apart and was started anew. Look at the file by hand, with care.
    """,
)


def category_contradicted(media: Media, rules: Rulebook, category: str | None) -> Iterable[Fault]:
    """The measured length contradicts the category that the title claims.

    Where short ends and long begins is the organiser's choice ([categories] in contest.toml),
    so a person decides: another category, or back to the entrant. Lengths are compared in
    whole seconds, rounded.
    """
    return contradiction(media.duration, rules, category)


def contradiction(duration: float | None, rules: Rulebook, category: str | None) -> Iterable[Fault]:
    """The same for a length in seconds from anywhere, such as a post's stated one."""
    limits = rules.categories.get(category or "")
    if limits is None or duration is None:
        return
    longest, shortest = seconds(limits.longest), seconds(limits.shortest)
    whole = round(duration)
    args = {"category": category or "", "duration": clock(duration)}
    if longest is not None and whole > longest:
        yield Fault(code="M201", field="category", args=args | {"limit": f"≤ {clock(longest)}"})
    if shortest is not None and whole <= shortest:
        yield Fault(code="M201", field="category", args=args | {"limit": f"> {clock(shortest)}"})


def too_small(media: Media, rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The picture is smaller than asked for.

    Measured on the shorter side as displayed, so that portrait and landscape are treated alike.
    Phones and chat programs shrink videos when they send them: ask for the original.
    """
    least = rules.media.short_side
    if least and media.width and media.height and min(media.width, media.height) < least:
        yield Fault(code="M202", args={"size": f"{media.width}×{media.height}", "least": least})


def orientation(media: Media, rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The video is portrait where landscape is required, or the other way round.

    Measured as displayed: a phone's portrait video is often stored lying and turned by a mark.
    """
    wanted = rules.media.orientation
    if wanted == "any" or not media.width or not media.height:
        return
    upright = media.height > media.width
    if upright != (wanted == "portrait") and media.height != media.width:
        yield Fault(code="M203", args={"size": f"{media.width}×{media.height}", "wanted": wanted})


def no_audio(media: Media, rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The video has no sound track.

    It may be meant so. If not, the export lost it.
    """
    if rules.media.audio and media.video_codec and media.audio_codec is None:
        yield Fault(code="M204")


def container(media: Media, rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The file is of a sort that the rules don't allow."""
    allowed = rules.media.containers
    if allowed and media.container and media.container not in allowed:
        yield Fault(code="M205", args={"container": media.container, "allowed": "、".join(allowed)})


def codec(media: Media, rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The video is compressed with a codec that the rules don't allow."""
    allowed = rules.media.codecs
    if allowed and media.video_codec and media.video_codec not in allowed:
        yield Fault(code="M206", args={"codec": media.video_codec, "allowed": "、".join(allowed)})


def too_few_bytes(media: Media, rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The file is smaller than the rules allow; it is hardly the original."""
    least = octets(rules.media.smallest)
    if least is not None and media.size and media.size < least:
        yield Fault(code="M207", args={"size": media.size, "least": str(rules.media.smallest)})


def too_many_bytes(media: Media, rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The file is larger than the rules allow."""
    most = octets(rules.media.largest)
    if most is not None and media.size and media.size > most:
        yield Fault(code="M208", args={"size": media.size, "most": str(rules.media.largest)})


def stated_length(case: Case) -> Iterable[Fault]:
    """The length that a post states contradicts the category that its title claims.

    A person decides, as for a measured length (M201).
    """
    for fault in contradiction(
        case.submission.duration, case.rules, case.title.fields.get("category")
    ):
        yield Fault(code="M209", field=fault.field, args=fault.args)


def clock(length: float) -> str:
    """A length in seconds as people write it: m:ss, or h:mm:ss."""
    minutes, rest = divmod(round(length), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
