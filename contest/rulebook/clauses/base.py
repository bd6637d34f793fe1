"""What a clause is, and how numbers and lists are written in one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from contest.model import NOTHING, Scalar
from contest.quantities import length_text, seconds, share

By = Literal["program", "tick", "people"]
Path_ = tuple[str, ...]


class Clause(NamedTuple):
    """One sentence: under which heading, its message id and arguments, who sees to it, and the
    setting that it comes from."""

    heading: str
    message: str
    arguments: Mapping[str, Scalar] = NOTHING
    by: By = "program"
    path: Path_ = ()


def length(value: str | float | None) -> str:
    return length_text(seconds(value) or 0)


def percent(value: str | float) -> str:
    return f"{share(value) * 100:g}%"


def listed(words: Iterable[str]) -> str:
    return "、".join(words)
