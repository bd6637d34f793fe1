"""Numbers as a row of bars, one cell each."""

from __future__ import annotations

from collections.abc import Sequence

BLOCKS = "▁▂▃▄▅▆▇█"
MARKS = ".:-=+*#@"
"""The same eight heights for an output that has no blocks."""


def bars(numbers: Sequence[int], heights: str = BLOCKS) -> str:
    """A bar for each number, the highest for the largest; nothing for none."""
    most = max(numbers, default=0)
    # Rounded up: what is not nothing is seen.
    return "".join(heights[-(-len(heights) * n // most) - 1] if n > 0 else " " for n in numbers)


def heights_for(encoding: str | None) -> str:
    """The heights that an output of this encoding can show."""
    try:
        BLOCKS.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return MARKS
    return BLOCKS
