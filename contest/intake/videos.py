"""Whether something claims to be a video: by its name, its declared type or its first bytes."""

from __future__ import annotations

import re

SUFFIXES = frozenset(
    {
        *(".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".wmv", ".flv", ".3gp"),
        *(".ts", ".mts", ".m2ts", ".mpg", ".mpeg"),
    }
)
MAGIC = 200
"""First bytes that ``looks_like_video`` needs."""

_NOT_MOVING = (b"M4A ", b"M4B ", b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif")
_ASF = bytes.fromhex("3026b2758e66cf11")
# Names that a camera, a phone or an app gives; none says anything about the work.
_CAMERA = re.compile(
    r"(?:IMG|VID|MVI|DSC|DSCN|DSCF|DJI|GOPR|PXL|VIDEO|MOV|Screenrecord(?:er)?|录屏|WeChat|"
    r"trim|share|export|output|untitled|未命名|微信视频|QQ视频|"
    r"视频|影片|成片|成品|样片|作品|短视频|长视频|final|movie|clip)?"
    r"[-_.\s\dA-F()（）]{0,100}(?:最终版|终版|定稿|final|HD|高清|剪辑版)?[-_.\s\d()（）]{0,100}",
    re.IGNORECASE,
)
_APPS = ("mmexport", "wx_camera", "tcmime", "lv_0_", "mvi_", "dsc_", "img_", "vid_")


def suffix_of(name: str) -> str:
    """The last suffix of a file name in lower case, its dot included; empty where there is none."""
    tail = name[-20:].rstrip()
    dot = tail.rfind(".")
    return tail[dot:].lower() if dot >= 0 else ""


def stem_of(name: str) -> str:
    """A file name without folders in front and without the suffix of a video."""
    base = re.split(r"[/\\]", name)[-1]
    suffix = suffix_of(base)
    return base.rstrip()[: -len(suffix)] if suffix in SUFFIXES else base


def claims_video(name: str, declared: str, first: bytes = b"") -> bool:
    """Whether name, declared MIME type or first bytes say that this is a video."""
    return suffix_of(name) in SUFFIXES or declared.startswith("video/") or looks_like_video(first)


def looks_like_video(first: bytes) -> bool:
    """Whether the first bytes are those of a video container (``MAGIC`` of them suffice)."""
    if first[4:8] == b"ftyp":
        return first[8:12] not in _NOT_MOVING
    return (
        first.startswith((b"\x1aE\xdf\xa3", b"FLV\x01", _ASF, b"\x00\x00\x01\xba"))
        or first[4:8] in (b"moov", b"mdat", b"wide")
        or (first[:4] == b"RIFF" and first[8:12] == b"AVI ")
        or (first[:1] == b"G" and len(first) > 188 and first[188:189] == b"G")
    )


def says_nothing(name: str) -> bool:
    """Whether a camera or an app gave this name, so that no title can stand in it."""
    stem = stem_of(name).strip()[:200]
    return len(stem) < 2 or stem.lower().startswith(_APPS) or _CAMERA.fullmatch(stem) is not None
