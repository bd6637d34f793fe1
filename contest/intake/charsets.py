"""Bytes → text as Chinese mailers mean it: labels that lie, unknown labels, no label at all."""

from __future__ import annotations

import re

_MEANT = {
    # A gb2312 or GBK label regularly stands on GB18030 text (镕, 喆); GB18030 contains both.
    "gb2312": "gb18030",
    "gb-2312": "gb18030",
    "gb2312-80": "gb18030",
    "gb-2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "ms936": "gb18030",
    "windows-936": "gb18030",
    "euc-cn": "gb18030",
    "chinese": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "ks-c-5601-1987": "cp949",
    "utf8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    # What claims to be ASCII or Latin-1 is often windows-1252.
    "latin1": "cp1252",
    "iso-8859-1": "cp1252",
}
_UNLABELLED = {"", "us-ascii", "ascii", "ansi-x3.4-1968", "unknown-8bit", "x-unknown", "default"}
# Text encodings for Python, none for mail: quadratic, or with escapes of their own.
_REFUSED = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
_NAME = re.compile(r"[a-z0-9][a-z0-9.:-]{0,39}")
_LATIN = re.compile("[a-z]{2}[\u3400-\u9fff][a-z]|[A-Za-z][\u3400-\u9fff][a-z]{2}")
_LONG = re.compile(rb"[\x80-\xff]{3}")
_CHINESE = re.compile("[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]{2}")
_BEYOND = re.compile("[\u0800-\U0010ffff]")
_RARE = re.compile("[\u0180-\u036f]")
_BLOCKS = re.compile("([\u0370-\u03ff])|([\u0400-\u052f])|([\u0530-\u058f])|([\u0590-\u07ff])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
"""Characters that no font has: the bytes meant something else."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, charset: str | None = None) -> tuple[str, bool]:
    """The text of ``data`` and whether it was read without loss or a wrong label. Never raises.

    With a label that is unknown, missing or says ASCII, UTF-8 is tried, then GB18030.
    """
    if not charset:
        return _guess(data)
    label = charset.strip().strip("'\"").lower().replace("_", "-")
    name = _MEANT.get(label, label)
    if name in _UNLABELLED:
        return _guess(data)
    if name in _REFUSED or not _NAME.fullmatch(name):
        return _guess(data)[0], False
    try:
        return whole_text(data.decode(name)), True
    except UnicodeDecodeError as error:
        return _rescue(data, name, error), False
    except (LookupError, ValueError, UnicodeError):
        return _guess(data)[0], False


def whole_text(text: str) -> str:
    """``text`` with U+FFFD for lone surrogates, which no output could encode."""
    return _SURROGATE.sub("\ufffd", text)


def shown(name: str) -> str:
    """A file name of the system as text: bytes that are not UTF-8 read as GB18030."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return decode(name.encode("utf-8", "surrogateescape"))[0]
    return name


def _guess(data: bytes) -> tuple[str, bool]:
    try:
        text = data.decode()  # strict UTF-8 holds no lone surrogates
    except UnicodeDecodeError:
        pass
    else:
        return _chinese(data, text) or text, True
    try:
        text = whole_text(data.decode("gb18030"))
    except UnicodeDecodeError:
        return _longest_sense(data), False
    if _swallows(text):
        return data.decode("cp1252", "replace"), False
    return text, _PRIVATE.search(text) is None


def _chinese(data: bytes, text: str) -> str | None:
    """The text in GB 2312, where what reads as UTF-8 makes no sense: 片头 is Ƭͷ there, letters of
    scripts that nobody mixes."""
    if text.isascii() or _BEYOND.search(text):
        return None
    scripts = {match.lastindex for match in _BLOCKS.finditer(text)}
    if len(scripts) < 2 and not _RARE.search(text):
        return None
    try:
        return data.decode("gb2312")
    except UnicodeDecodeError:
        return None


def _swallows(text: str) -> bool:
    """Whether letters with accents were read as Chinese: two of them, or one and the letter behind
    it, make a character. Forma玢o is Formação."""
    return bool(_LATIN.search(text)) and not _CHINESE.search(text)


def _rescue(data: bytes, name: str, error: UnicodeDecodeError) -> str:
    # A text cut inside its last character is still in its own charset.
    if error.end >= len(data) or len(data) - error.start < 4:
        return whole_text(data.decode(name, "replace"))
    for other in ("utf-8", "gb18030"):
        if other != name:
            try:
                text = whole_text(data.decode(other))
            except UnicodeDecodeError:
                continue
            if not _swallows(text):
                return text
    return whole_text(data.decode(name, "replace"))


def _longest_sense(data: bytes) -> str:
    """Neither UTF-8 nor GB18030 throughout: Latin, or the reading with the fewest characters
    lost."""
    high = sum(byte > 0x7F for byte in data)
    if not _LONG.search(data) and 3 * high <= len(data):
        return data.decode("cp1252", "replace")  # résumé: letters with accents among plain ones
    readings = [data.decode(name, "replace") for name in ("utf-8", "gb18030")]
    return whole_text(min(readings, key=lambda text: text.count("\ufffd")))
