"""Folds the many ways of writing a bracket, dash, plus or space into one, keeping every place.

Never NFKC: it folds no 【】 or — and damages … ① ½. The table is explicit; 一 and ー are letters.
"""

from __future__ import annotations

import re
from typing import NamedTuple

PAIRS = {
    "[": "]",
    "［": "］",
    "【": "】",
    "〔": "〕",
    "「": "」",
    "『": "』",
    "〖": "〗",
    "{": "}",
    "｛": "｝",
    "(": ")",
    "（": "）",
    "《": "》",
    "〈": "〉",
    "<": ">",
}
"""Opening brackets and what closes them."""

WEAK = frozenset("(（《〈<{｛")
"""Brackets that a work's own name often holds: they open a part only at its very beginning."""

DASHES = frozenset("-－–—−‐‑﹣―‒⁃")
PLUSES = frozenset("+＋﹢➕")
SPACES = frozenset(" \t\r\n\f\v\u3000\xa0\x85\u1680\u2028\u2029\u202f\u205f") | frozenset(
    map(chr, range(0x2000, 0x200B))
)
INVISIBLE = frozenset(
    "\u200b\u200c\u200e\u200f\u2060\ufeff\xad\u061c"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
) | frozenset(map(chr, (*range(9), *range(14, 32), 127, *range(128, 160))))
_BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0\ufff9\ufffa\ufffb"
INVISIBLE |= frozenset(_BLANKS)
"""Characters that show nothing: zero-width, bidi controls, C0 and C1 controls, letters that are
blank. The joiner U+200D and the tags are not among them, because they hold emoji together."""
_BLANK = re.compile(f"[{_BLANKS}]")

FOLD = (
    {ord(c): "-" for c in DASHES}
    | {ord(c): "+" for c in PLUSES}
    | {ord(c): " " for c in SPACES}
    | {ord("＃"): "#", ord("："): ":", ord("／"): "/"}
)


class Folded(NamedTuple):
    """``text`` after folding; ``places[i]`` is the offset in the original of its i-th character,
    with one more item for the end."""

    text: str
    places: tuple[int, ...]

    @property
    def shifted(self) -> bool:
        """Whether invisible characters were dropped."""
        return len(self.places) - 1 != self.places[-1]


def fold(text: str) -> Folded:
    """Fold ``text`` character by character; brackets stay as written, the pairing matters."""
    if not hides(text):
        return Folded(text.translate(FOLD), tuple(range(len(text) + 1)))
    kept = [i for i, c in enumerate(text) if c not in INVISIBLE]
    plain = "".join(text[i] for i in kept)
    return Folded(plain.translate(FOLD), (*kept, len(text)))


def hides(text: str) -> bool:
    """Whether ``text`` holds invisible characters. Some count as printable letters."""
    if text.isprintable():
        return _BLANK.search(text) is not None
    return not INVISIBLE.isdisjoint(text)


def visible(text: str) -> str:
    """``text`` without invisible characters and without spaces at its ends."""
    if text.isprintable() and _BLANK.search(text) is None:
        return text.strip(" ")
    return "".join(c for c in text if c not in INVISIBLE).strip("".join(SPACES))


def tidy(value: str) -> str:
    """A value as it is kept: invisible characters and the padding inside 李　喆 dropped."""
    plain = value.isprintable()
    value = visible(value)
    if plain:
        return value
    if len(value) == 3 and value[1] == "\u3000":
        return value[0] + value[2]
    return value
