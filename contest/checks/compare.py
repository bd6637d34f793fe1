"""Names as they are compared: width, case, quotes and spaces make no difference."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

DROPPED = frozenset("《》〈〉“”\"'‘’「」『』·・ \u3000")
"""Characters that make no difference."""


@lru_cache(256)  # one name is asked for several times in a row
def comparable(text: str | None) -> str | None:
    """A name as it is compared: width and case folded, quotes and spaces dropped."""
    if not text:
        return None
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c not in DROPPED) or text
