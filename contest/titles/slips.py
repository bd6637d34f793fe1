"""One slip of the keyboard: a character wrong, missing, extra or swapped with its neighbour."""

from __future__ import annotations

SYLLABLE = 20
"""Places in GB 2312 within which two characters of its first level mostly sound alike."""


def one_slip(a: str, b: str) -> bool:
    """Whether ``a`` and ``b`` are the same but for one slip."""
    if abs(len(a) - len(b)) > 1:
        return False
    i = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        return a[i + 1 :] == b[i + 1 :] or (
            a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :]
        )
    return a[i + 1 :] == b[i:] if len(a) > len(b) else a[i:] == b[i + 1 :]


def sounds_alike(a: str, b: str) -> bool:
    """Whether ``a`` is ``b`` but for one character that sounds alike, as 队 and 对, or for two
    neighbours swapped. Nothing says how characters sound but the order of GB 2312, whose first
    level is sorted by pinyin."""
    if len(a) != len(b) or a == b:
        return False
    differ = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(differ) == 2 and differ[1] == differ[0] + 1:
        i = differ[0]
        return a[i] == b[i + 1] and a[i + 1] == b[i]
    if len(differ) > 1:
        return False
    one, two = _rank(a[differ[0]]), _rank(b[differ[0]])
    return one is not None and two is not None and abs(one - two) <= SYLLABLE


def _rank(char: str) -> int | None:
    """The place of a character in the first level of GB 2312 (3,755 by pinyin)."""
    try:
        code = char.encode("gb2312")
    except UnicodeEncodeError:
        return None
    if len(code) != 2 or not 0xB0 <= code[0] <= 0xD7:
        return None
    return (code[0] - 0xB0) * 94 + code[1] - 0xA1
