"""What all looks at the sense of a rulebook share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from contest.rulebook.shape import Path_, Wrong
from contest.rules import Rulebook


def fails(read: Callable[[Any], object], value: object) -> bool:
    """Whether ``read`` refuses the value."""
    try:
        read(value)
    except (ValueError, OverflowError, KeyError, OSError):
        # ZoneInfo looks for a file: a folder's name or an endless one is the system's error.
        return True
    return False


def unreadable(
    value: object, read: Callable[[Any], object], path: Path_, message: str
) -> Iterator[Wrong]:
    """A problem where a value is given and can't be read."""
    if value is not None and fails(read, value):
        yield Wrong(path, message, {"value": str(value)})


def least_and_most(least: int | None, most: int | None, path: Path_) -> Iterator[Wrong]:
    """A problem where the least number is greater than the greatest."""
    if least is not None and most is not None and least > most:
        message = "{least} at least and {most} at most can't both be"
        yield Wrong(path, message, {"least": least, "most": most})


def categories_of(rules: Rulebook) -> tuple[str, ...]:
    """The categories that a title can name; without such a part those of [categories]."""
    field = rules.fields.get("category")
    return field.values if field is not None and field.values else tuple(rules.categories)


def no_category(rules: Rulebook, name: str | None, path: Path_) -> Iterator[Wrong]:
    """A problem where a category is named that there isn't."""
    known = categories_of(rules)
    if name and known and name not in known:
        yield Wrong(path, "no such category; there are {known}", {"known": "、".join(known)})
