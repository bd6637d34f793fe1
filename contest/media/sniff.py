"""What the first bytes of a file are, whatever its name says; decided before FFmpeg sees it.

A playlist under a video's name would make FFmpeg open the files it names, so it is found here.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final, Literal

HEAD: Final = 4096
"""How many bytes :func:`sniff` wants to see."""


@dataclass(frozen=True, slots=True)
class Sniffed:
    """``kind`` of file, and ``what`` it is in one word ("png", "text", "hls", "mp4", "unknown")."""

    kind: Literal["video", "playlist", "foreign", "unknown"]
    what: str


_UNKNOWN: Final = Sniffed("unknown", "unknown")

_FOREIGN: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"ID3", "mp3"),
    (b"fLaC", "flac"),
    (b"OggS", "ogg"),
    (b"#!AMR", "amr"),
    (b"MThd", "midi"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_RIFF: Final = {
    b"AVI ": ("video", "avi"),
    b"WAVE": ("foreign", "wav"),
    b"WEBP": ("foreign", "webp"),
}
# A phone's still picture lies in the same boxes as an MP4, and FFmpeg gives it a video stream.
_STILL_BRANDS: Final = frozenset((b"heic", b"heix", b"mif1", b"avif"))
_VIDEO: Final = (
    (b"\x1a\x45\xdf\xa3", "matroska"),
    (b"FLV\x01", "flv"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf"),
    (b"\x00\x00\x01\xba", "mpeg"),
)
BOXES: Final = frozenset(
    (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot", b"styp", b"moof", b"sidx")
)
"""The boxes that an MP4 or QuickTime file begins with."""

_PLAYLISTS: Final = (
    (b"#extm3u", "hls"),
    (b"ffconcat", "ffconcat"),
    (b"v=0", "sdp"),
    (b"[playlist]", "pls"),
    (b"[reference]", "asx"),
    (b"<asx", "asx"),
    (b"<mpd", "dash"),
    (b"<smil", "smil"),
)
# Inside an XML document the telling element comes after the prologue and comments.
_XML_PLAYLISTS: Final = (
    (b"<mpd", "dash"),
    (b"<smoothstreamingmedia", "smooth"),
    (b"<smil", "smil"),
    (b"<playlist", "xspf"),
    (b"<compositionplaylist", "imf"),
    (b"<assetmap", "imf"),
)
_PLAYLIST_SUFFIXES: Final = frozenset((".m3u8", ".m3u", ".mpd", ".sdp", ".pls", ".ffconcat"))
_TEXT_CONTROLS: Final = frozenset(b"\t\n\v\f\r\x1b")


def sniff(head: bytes, suffix: str = "") -> Sniffed:
    """What a file with these first bytes (up to ``HEAD``) and this name ending (".mp4") is."""
    return _known(head) or _written(head, suffix.lower()) or _UNKNOWN


def _known(head: bytes) -> Sniffed | None:
    """A binary format by its signature."""
    if head[4:8] == b"ftyp" and head[8:12] in _STILL_BRANDS:
        return Sniffed("foreign", "heic")
    if head[4:8] in BOXES:
        return Sniffed("video", "mp4")
    if head[:4] == b"RIFF" and head[8:12] in _RIFF:
        kind, what = _RIFF[head[8:12]]
        return Sniffed("video" if kind == "video" else "foreign", what)
    for mark, what in _VIDEO:
        if head.startswith(mark):
            return Sniffed("video", what)
    if _is_transport_stream(head):
        return Sniffed("video", "mpegts")
    # "BM" and "MZ" are also the beginning of words; a binary format has bytes that text has not.
    for mark, what in _FOREIGN:
        if head.startswith(mark) and (len(mark) > 2 or not _is_text(head)):
            return Sniffed("foreign", what)
    if head[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xf1", b"\xff\xf9"):
        return Sniffed("foreign", "mp3" if head[1] & 0x06 else "aac")
    return None


def _is_transport_stream(head: bytes) -> bool:
    """Three sync bytes at a packet's distance: 188 bytes, or 192 with Blu-ray's time code."""
    return any(
        len(head) > start + 2 * step and all(head[start + step * n] == 0x47 for n in range(3))
        for start, step in ((0, 188), (4, 192))
    )


def _written(head: bytes, suffix: str) -> Sniffed | None:
    """A playlist, a web page or any other text."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for mark, what in _PLAYLISTS:
        if text.startswith(mark):
            return Sniffed("playlist", what)
    if text.startswith((b"<?xml", b"<!--")):
        for mark, what in _XML_PLAYLISTS:
            if mark in text:
                return Sniffed("playlist", what)
    if not _is_text(head):
        return None
    if suffix in _PLAYLIST_SUFFIXES:
        return Sniffed("playlist", suffix.removeprefix("."))
    if text.startswith((b"<!doctype html", b"<html")):
        return Sniffed("foreign", "html")
    return Sniffed("foreign", "text")


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16, as Windows' editor saves it
        text = codecs.getincrementaldecoder("utf-16")("replace").decode(head)
        return bool(text.strip()) and not any(map(_is_no_letter, text))
    if not head.strip() or any(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in head):
        return False
    # Without controls it may still be no text: then it is neither UTF-8 nor Chinese, nor are
    # its letters mostly ASCII as in other languages and in the lines of a playlist.
    return (
        _decodes(head, "utf-8")
        or _decodes(head, "gb18030")
        or 2 * sum(byte < 0x80 for byte in head) >= len(head)
    )


def _decodes(head: bytes, encoding: str) -> bool:
    """Whether the bytes are in the encoding; the last character may be cut."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _is_no_letter(char: str) -> bool:
    """Whether no text holds it: a control, a noncharacter, what stands for broken bytes."""
    code = ord(char)
    return (code < 0x20 and code not in _TEXT_CONTROLS) or code & 0xFFFE == 0xFFFE or code == 0xFFFD
