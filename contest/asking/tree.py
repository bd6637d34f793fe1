"""What was asked for, as a tree; everything in it is of the type that the ledger compares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class All:
    """Every one of these holds; without any, everything does."""

    parts: tuple[Tree, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """One of these holds at least."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """This does not hold."""

    part: Tree


@dataclass(frozen=True, slots=True)
class Text:
    """A value of the field holds the text, or is the text where ``exact``; width, case, quotes and
    spaces make no difference. Without a field: title, author or work."""

    field: str
    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Has:
    """The field has any value."""

    field: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A value of the field is this one of the house's words."""

    field: str
    word: str


@dataclass(frozen=True, slots=True)
class Starts:
    """A value of the field begins with the text, or is it where ``exact``."""

    field: str
    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """A value of the field lies between these, both counted in; None is no limit. A length between
    a number and the same one is whatever is shown as that second."""

    field: str
    least: float | None
    most: float | None


@dataclass(frozen=True, slots=True)
class Within:
    """The field's instant is not before the one, but before the other; None is no limit."""

    field: str
    since: datetime | None
    before: datetime | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The entry has one of these numbers: spans with both ends, None for no end."""

    spans: tuple[tuple[int, int | None], ...]


Tree: TypeAlias = All | Either | Not | Text | Has | Chosen | Starts | Between | Within | Numbers


@dataclass(frozen=True, slots=True)
class Sort:
    """In the order of this field, ``down`` from the greatest; what has no value comes last."""

    field: str
    down: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A whole query: which entries, and in which order; after the ``sorts`` by number."""

    tree: Tree = All()
    sorts: tuple[Sort, ...] = ()
