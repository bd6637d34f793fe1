"""Works of one author whose names differ by little: perhaps one work under a corrected name.

They are found among all entries and told of the later one. Parts of a series are other works.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from contest.checks.base import Case
from contest.model import Fault
from contest.titles.slips import one_slip, sounds_alike

LONG_ENOUGH: Final = 5
"""Characters of a name in which one other character is more likely a slip than another name."""
SHORTEST: Final = 3
"""The same for a character too many or too few, or one that sounds alike."""
MOST_WORKS: Final = 300
"""Works of one author; whoever has more is no person, and his works are not compared."""

_REMARK = re.compile(
    r"[-_—(\[【]*(?:最终|终|定|修改|修订|更新|正式|完整|新)(?:版|稿)(?:本)?[)\]】]*\Z|"
    r"[-_—(\[【]+(?:final|new|最新|最终)[)\]】]*\Z"
)
"""What is written behind a name when a file was made again."""
_SERIES = re.compile(
    r"[\da-z一二三四五六七八九十百零〇两上中下前后甲乙丙丁戊己庚辛之第集篇季部期章回()\[\]【】_.·:：—-]*"
)
"""What parts of a series differ by."""


class Named(NamedTuple):
    """A work under the name by which it is compared; ``earlier`` ones come first in a list."""

    entry: int
    key: str
    work: str


def near(works: Iterable[Named]) -> Iterator[tuple[Named, Named]]:
    """The pairs among one author's works, earlier and later, whose names differ by little."""
    listed = list(works)
    if len(listed) > MOST_WORKS:
        return
    places: dict[str, list[Named]] = defaultdict(list)
    for later in listed:
        bare = _REMARK.sub("", later.key)
        # Names one slip apart are equal when each has lost one character at most.
        signs = {
            bare,
            later.key,
            *(later.key[:i] + later.key[i + 1 :] for i in range(len(later.key))),
        }
        seen: dict[int, Named] = {}
        for sign in signs:
            for earlier in places[sign]:
                seen[earlier.entry] = earlier
            places[sign].append(later)
        for earlier in seen.values():
            if differs_little(earlier.key, later.key):
                yield earlier, later


def differs_little(one: str, other: str) -> bool:
    """Whether two names, as they are compared, are rather one than two."""
    if one == other:
        return True
    bare = _REMARK.sub("", one), _REMARK.sub("", other)
    if all(bare) and bare[0] == bare[1]:
        return True
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    parts = one[start : len(one) - end], other[start : len(other) - end]
    letters = any(c.isascii() and c.isalpha() for c in "".join(parts))
    inside = any(c.isalpha() for c in one[len(one) - end :])
    if all(map(_SERIES.fullmatch, parts)) and not (letters and inside):
        return False  # a letter inside a word is no number
    if not one_slip(one, other):
        return False
    least = SHORTEST if len(one) != len(other) or sounds_alike(one, other) else LONG_ENOUGH
    return min(len(one), len(other)) >= least


def near_title(case: Case) -> Iterable[Fault]:
    """The author has another work whose name differs by little.

    It may be the same work under a corrected name. “contest entries merge” puts the two together;
    “contest entries different” keeps for good that they are two works.
    """
    return case.noticed("S216")
