"""One slip of the keyboard: a character wrong, missing, extra or swapped with its neighbour."""

from __future__ import annotations


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
