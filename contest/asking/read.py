"""Reads a query: terms, all of which must hold; ``or`` between groups of them; an order.

After the query language of beets, https://beets.readthedocs.io/en/stable/reference/query.html:
``field:value``, ``field:=value``, ``-term``, ``..`` ranges, ``field+`` for an order; its comma for
``or`` is a word here.
"""

from __future__ import annotations

from datetime import datetime, tzinfo
from difflib import get_close_matches
from typing import NamedTuple

from contest.asking.fields import BUILT_IN, Field, Sort, Table
from contest.asking.instants import within
from contest.asking.pieces import Piece, pieces
from contest.asking.ranges import between, numbers
from contest.asking.tree import (
    All,
    Asked,
    Between,
    Chosen,
    Either,
    Has,
    Not,
    Numbers,
    Starts,
    Text,
    Tree,
    Within,
)
from contest.asking.tree import Sort as Order
from contest.asking.values import word_of
from contest.errors import QueryError

OR = frozenset({"or", "或", "或者"})
AND = frozenset({"and", "且", "并且"})
SORT = frozenset({"sort", "排序"})


ONE_SIDED = "Something must stand on both sides of “{value}”."
EMPTY = "Nothing stands between the quotes."
NO_VALUE = "After := stands the whole value."
NO_ORDER = "Entries can't be put in order by “{value}”."
NO_WORD = "“{value}” is no {named}; there are {allowed}."

SHORT = 2
"""Letters of a name of which one may be wrong."""


class Context(NamedTuple):
    """What a query is read by: the contest's fields, its time zone, and this instant where the
    query may speak of it."""

    zone: tzinfo
    table: Table = BUILT_IN
    now: datetime | None = None


def read(text: str, context: Context) -> Asked:
    """The tree of a query; an empty one asks for everything. Raises QueryError, with the place."""
    reader = _Reader(text, context)
    groups: list[list[Tree]] = [[]]
    sorts: list[Order] = []
    joint: Piece | None = None
    for piece in pieces(text):
        if _is_word(piece, OR):
            if not groups[-1]:
                raise reader.wrong(ONE_SIDED, piece)
            joint = piece
            groups.append([])
        elif piece.name is not None and piece.name.casefold() in SORT:
            sorts.append(reader.order(piece))
        elif not _is_word(piece, AND):
            groups[-1].append(reader.term(piece))
    if joint is not None and not groups[-1]:
        raise reader.wrong(ONE_SIDED, joint)
    parts = tuple(_all(group) for group in groups)
    return Asked(parts[0] if len(parts) == 1 else Either(parts), tuple(sorts))


def numbers_only(asked: Asked) -> Numbers | None:
    """The numbers, where a query is nothing else: then each of them is meant to be there."""
    return asked.tree if isinstance(asked.tree, Numbers) and not asked.sorts else None


def _is_word(piece: Piece, words: frozenset[str]) -> bool:
    plain = piece.name is None and not piece.negated and not piece.quoted
    return plain and piece.value.casefold() in words


def _all(terms: list[Tree]) -> Tree:
    """All of a group, its numbers as one set: an entry has but one of them."""
    spans = [span for term in terms if isinstance(term, Numbers) for span in term.spans]
    others = [term for term in terms if not isinstance(term, Numbers)]
    parts = (*((Numbers(tuple(spans)),) if spans else ()), *others)
    return parts[0] if len(parts) == 1 else All(parts)


class _Reader:
    """Makes terms of pieces of one query."""

    def __init__(self, text: str, context: Context) -> None:
        self.text, self.context = text, context

    def wrong(self, message: str, piece: Piece, **arguments: str) -> QueryError:
        """A mistake in a whole piece."""
        return QueryError(
            message, self.text, piece.start, piece.end, **({"value": piece.value} | arguments)
        )

    def bad(self, message: str, piece: Piece, **arguments: str) -> QueryError:
        """A mistake in the value of a piece; where it is empty, the place after it."""
        end = max(piece.end, piece.at)
        return QueryError(message, self.text, piece.at, end, **({"value": piece.value} | arguments))

    def term(self, piece: Piece) -> Tree:
        """What one piece asks for."""
        found = self._positive(piece)
        return Not(found) if piece.negated else found

    def order(self, piece: Piece) -> Order:
        """``sort:received``, ``sort:received-``, ``-sort:received``."""
        down = piece.negated
        name = piece.value
        if name.endswith(("+", "-", "＋", "－")):
            down ^= name[-1] in "-－"
            name = name[:-1]
        field = self.context.table.find(name)
        if field is None:
            raise self._unknown(name, piece.at, piece.at + len(name))
        if not self.context.table.fields[field].sortable:
            raise self.bad(NO_ORDER, piece, value=name)
        return Order(field, down)

    def _positive(self, piece: Piece) -> Tree:
        if piece.name is None:
            return self._word(piece)
        name = self.context.table.find(piece.name)
        if name is None:
            if piece.wide and not self._near(piece.name):
                return Text("", self.text[piece.start + piece.negated : piece.end])
            start = piece.start + piece.negated
            raise self._unknown(piece.name, start, start + max(1, len(piece.name)))
        if not piece.value.strip():
            if piece.quoted:
                raise self.bad(EMPTY, piece)
            if piece.exact:
                raise self.bad(NO_VALUE, piece)
            return Has(name)
        return self._valued(name, self.context.table.fields[name], piece)

    def _word(self, piece: Piece) -> Tree:
        if not piece.value.strip():
            raise self.bad(EMPTY, piece)
        try:
            span = None if piece.quoted else numbers(piece.value)
        except ValueError:
            raise self.bad(_SHOULD_BE[Sort.NUMBERS], piece) from None
        return Text("", piece.value) if span is None else Numbers((span,))

    def _valued(self, name: str, field: Field, piece: Piece) -> Tree:
        value = piece.value
        try:
            match field.sort:
                case Sort.TEXT:
                    return Text(name, value, piece.exact)
                case Sort.START:
                    return Starts(name, value.upper(), piece.exact)
                case Sort.INSTANT:
                    return Within(name, *within(value, self.context.zone, self.context.now))
                case Sort.NUMBERS:
                    span = numbers(value)
                    if span is None:
                        raise ValueError(value)
                    return Numbers((span,))
                case Sort.WORD:
                    word = word_of(value, field.words or {})
                    if word is None:
                        words = (field.words or {}).items()
                        allowed = ", ".join(f"{word} ({others[0]})" for word, others in words)
                        raise self.bad(
                            NO_WORD, piece, named=name, allowed=allowed
                        )  # fmt: skip
                    return Chosen(name, word)
                case Sort.NUMBER | Sort.LENGTH | Sort.SIZE:
                    return Between(name, *between(value, field.sort))
        except (ValueError, OverflowError):
            raise self.bad(_SHOULD_BE[field.sort], piece) from None

    def _near(self, name: str) -> str:
        names = list(self.context.table.names)
        least = 0.5 if len(name) <= SHORT else 0.6  # 状太 has one letter of two in common with 状态
        return next(iter(get_close_matches(name.casefold(), names, n=1, cutoff=least)), "")

    def _unknown(self, name: str, start: int, end: int) -> QueryError:
        near = self._near(name)
        if near:
            message = "There is no field “{value}”; did you mean “{near}”?"
            return QueryError(message, self.text, start, end, value=name, near=near)
        return QueryError(
            "There is no field “{value}”. Put a word with a colon in quotes, or see “contest "
            "entries fields”.",
            self.text, start, end, value=name,
        )  # fmt: skip


_SHOULD_BE = {
    Sort.NUMBERS: "“{value}” is no number of an entry; write 5, or 12-24.",
    Sort.NUMBER: "“{value}” is no number; write 5, 5.., ..5 or 5..10.",
    Sort.LENGTH: "“{value}” is no length; write 3:00, 90, 3:00.., ..90 or 1:00..3:00.",
    Sort.SIZE: "“{value}” is no size; write 500MB, 500MB.. or 1MB..1GB.",
    Sort.INSTANT: "“{value}” is no date; write 2025-08-25, 2025-08-25.., 2025-08 or "
    "2025-08-25T18:00..; -2d.. is the last two days.",
}
MESSAGES = (ONE_SIDED, EMPTY, NO_VALUE, NO_ORDER, NO_WORD, *_SHOULD_BE.values())
"""Sentences that are said by variable."""
