"""What can be wrong with a video by itself: what the probe noticed."""

from __future__ import annotations

from collections.abc import Iterable

from contest.checks.base import MediaFind
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
