"""In which ways a letter can be written, so that a search can pass over at once what holds none."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

HAN: Final = (
    range(0x2E80, 0x2FE0), range(0x3036, 0x303B), range(0x3190, 0x3400), range(0xF900, 0xFB00),
    range(0x1F200, 0x1F300), range(0x2F800, 0x2FA20),
)  # fmt: skip
"""Where Unicode keeps what is the same as a common Chinese character when width is folded."""

PLAIN: Final = "!#-&(-~、。【】一-鿿，：；！？（）—…"
"""Characters that stand for no other letter, as the ranges of a set: most texts are of nothing
else. What makes no difference to a search, such as quotes and spaces, is not among them."""


def is_han(letter: str) -> bool:
    """Whether it is one of the common Chinese characters."""
    return "\u4e00" <= letter <= "\u9fff"


def variants(letter: str) -> tuple[str, ...]:
    """Every character that may stand for a common Chinese one, itself first."""
    return (letter, *_others().get(letter, ()))


@cache
def _others() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for char in (chr(number) for place in HAN for number in place):
        for letter in filter(is_han, unicodedata.normalize("NFKC", char)):
            found.setdefault(letter, []).append(char)
    return {letter: tuple(chars) for letter, chars in found.items()}
