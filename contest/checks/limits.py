"""What the rules ask of a video: picture, sound, bytes. Lengths have a file of their own."""

from __future__ import annotations

from collections.abc import Iterable

from contest.model import Fault, Media
from contest.quantities import CONTAINERS, aspect, bits, octets, pixels, rate, video_codec
from contest.rules import MediaRules, Rulebook

SAME_RATIO = 0.02
"""How far a ratio of width to height may be off: 1366×768 passes for 16:9."""
SAME_RATE = 0.06
"""How far a frame rate may be off, in pictures a second: 24.98 passes for 25, 29.97 for 30 not."""


def media_rules(rules: Rulebook, category: str | None) -> MediaRules:
    """What a video of this category must be: the category's own table, else everybody's."""
    own = rules.categories.get(category or "")
    return own.media if own is not None and own.media is not None else rules.media


def too_small(media: Media, rules: Rulebook, category: str | None) -> Iterable[Fault]:
    """The picture is smaller than asked for.

    Measured on the shorter side as displayed, so that portrait and landscape are treated alike.
    Phones and chat programs shrink videos when they send them: ask for the original.
    """
    least = media_rules(rules, category).short_side
    if least and media.width and media.height and min(media.width, media.height) < least:
        yield Fault(code="M202", args={"size": f"{media.width}×{media.height}", "least": least})


def orientation(media: Media, rules: Rulebook, category: str | None) -> Iterable[Fault]:
    """The video is portrait where landscape is required, or the other way round.

    Measured as displayed: a phone's portrait video is often stored lying and turned by a mark.
    """
    wanted = media_rules(rules, category).orientation
    if wanted == "any" or not media.width or not media.height:
        return
    upright = media.height > media.width
    if upright != (wanted == "portrait") and media.height != media.width:
        yield Fault(code="M203", args={"size": f"{media.width}×{media.height}", "wanted": wanted})


def no_audio(media: Media, rules: Rulebook, category: str | None) -> Iterable[Fault]:
    """The video has no sound track.

    It may be meant so. If not, the export lost it.
    """
    if media_rules(rules, category).audio and media.video_codec and media.audio_codec is None:
        yield Fault(code="M204")


def container(media: Media, rules: Rulebook, category: str | None) -> Iterable[Fault]:
    """The file is of a sort that the rules don't allow."""
    allowed = media_rules(rules, category).containers
    known = {CONTAINERS.get(name.lower(), name.lower()) for name in allowed}
    if allowed and media.container and media.container not in known:
        yield Fault(code="M205", args={"container": media.container, "allowed": "、".join(allowed)})


def not_preferred(media: Media, rules: Rulebook, category: str | None) -> Iterable[Fault]:
    """The file is of a sort that the rules allow, but not of the one that they ask for first."""
    preferred = media_rules(rules, category).preferred
    known = {CONTAINERS.get(name.lower(), name.lower()) for name in preferred}
    if preferred and media.container and media.container not in known:
        args = {"container": media.container, "wanted": "、".join(preferred)}
        yield Fault(code="M217", args=args)


def codec(media: Media, rules: Rulebook, category: str | None) -> Iterable[Fault]:
    """The video is compressed with a codec that the rules don't allow."""
    allowed = media_rules(rules, category).codecs
    known = set(map(video_codec, allowed))
    if allowed and media.video_codec and media.video_codec not in known:
        yield Fault(code="M206", args={"codec": media.video_codec, "allowed": "、".join(allowed)})


def too_few_bytes(media: Media, rules: Rulebook, category: str | None) -> Iterable[Fault]:
    """The file is smaller than the rules allow; it is hardly the original."""
    wanted = media_rules(rules, category).smallest
    least = octets(wanted)
    if least is not None and media.size and media.size < least:
        yield Fault(code="M207", args={"size": media.size, "least": str(wanted)})


def too_many_bytes(media: Media, rules: Rulebook, category: str | None) -> Iterable[Fault]:
    """The file is larger than the rules allow."""
    wanted = media_rules(rules, category).largest
    most = octets(wanted)
    if most is not None and media.size and media.size > most:
        yield Fault(code="M208", args={"size": media.size, "most": str(wanted)})


def wrong_size(media: Media, rules: Rulebook, category: str | None) -> Iterable[Fault]:
    """The picture has none of the sizes that the rules name, or is smaller than they ask for.

    Measured as displayed. A size given as 1920x1080 is asked upright of a portrait video where
    the rules give a least size; where they list sizes, each stands for itself.
    """
    wanted = media_rules(rules, category)
    if not media.width or not media.height:
        return
    size = f"{media.width}×{media.height}"
    if wanted.sizes and (media.width, media.height) not in map(pixels, wanted.sizes):
        yield Fault(code="M213", args={"size": size, "allowed": "、".join(wanted.sizes)})
    elif wanted.least:
        long, short = sorted(pixels(wanted.least), reverse=True)
        if max(media.width, media.height) < long or min(media.width, media.height) < short:
            yield Fault(code="M213", args={"size": size, "allowed": f"≥ {wanted.least}"})


def wrong_aspect(media: Media, rules: Rulebook, category: str | None) -> Iterable[Fault]:
    """The picture has another shape than the rules ask for.

    Width over height as displayed, pixels that are not square taken into account.
    """
    allowed = media_rules(rules, category).aspects
    if not allowed or not media.width or not media.height:
        return
    ratio = media.width / media.height
    if not any(abs(ratio / aspect(one) - 1) <= SAME_RATIO for one in allowed):
        args = {"size": f"{media.width}×{media.height}", "allowed": "、".join(allowed)}
        yield Fault(code="M214", args=args)


def wrong_frame_rate(media: Media, rules: Rulebook, category: str | None) -> Iterable[Fault]:
    """The video has another number of pictures a second than the rules ask for."""
    allowed = media_rules(rules, category).frame_rates
    if not allowed or media.frame_rate is None:
        return
    if not any(abs(media.frame_rate - rate(one)) <= SAME_RATE for one in allowed):
        found = f"{float(media.frame_rate):.2f}".rstrip("0").rstrip(".")
        yield Fault(
            code="M215",
            args={
                "rate": found,
                "allowed": "、".join(r if isinstance(r, str) else f"{r:g}" for r in allowed),
            },
        )


def wrong_bit_rate(media: Media, rules: Rulebook, category: str | None) -> Iterable[Fault]:
    """The video's bits a second are fewer or more than the rules allow."""
    wanted = media_rules(rules, category)
    least, most = bits(wanted.least_bit_rate), bits(wanted.most_bit_rate)
    if media.bit_rate is None:
        return
    found = f"{media.bit_rate / 1e6:.2f} Mbps"
    if least is not None and media.bit_rate < least:
        yield Fault(code="M216", args={"rate": found, "limit": f"≥ {wanted.least_bit_rate}"})
    elif most is not None and media.bit_rate > most:
        yield Fault(code="M216", args={"rate": found, "limit": f"≤ {wanted.most_bit_rate}"})
