"""A query's tree → SQL. Every value is bound; what is written here is of this package alone.

Conditions on what hangs on an entry (videos, findings, awards) are sets of numbers, made once for a
query: a subquery for each of a hundred thousand entries would take seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from contest.asking.tree import (
    All,
    Asked,
    Between,
    Chosen,
    Either,
    Has,
    Not,
    Numbers,
    Sort,
    Starts,
    Text,
    Tree,
    Within,
)
from contest.asking.variants import is_han, variants
from contest.checks.compare import comparable
from contest.ledger.holding import Holding
from contest.ledger.lean import Database
from contest.ledger.places import ALSO, ELSE, FILM, FILMED, PLACES, Place, part
from contest.quantities import video_codec


class Sql(NamedTuple):
    """A condition on ``e`` and ``s``, an order, and the values of both."""

    where: str
    order: str
    values: Mapping[str, object]


def sql(db: Database, asked: Asked) -> Sql:
    """The query as SQL over ``FROM``; what it needs of Python is made known to the database."""
    db.conn.create_function("holds", 2, Holding().holds, deterministic=True)
    db.conn.create_function("compared", 1, comparable, deterministic=True)
    making = _Making()
    where = making.tree(asked.tree)
    orders = [*map(making.order, asked.sorts), "e.id"]
    return Sql(where, ", ".join(orders), making.values)


class _Making:
    """Makes SQL of one query, and collects its values."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}
        self.few = False

    def bind(self, value: object) -> str:
        """The place-holder of a value."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def order(self, sort: Sort) -> str:
        """An order; what has no value comes last."""
        place = self._place(sort.field)
        by = place.order or place.values[0]
        return f"{by} IS NULL, {by} {'DESC' if sort.down else 'ASC'}"

    def tree(self, tree: Tree) -> str:
        """The condition of a tree. NULL is as good as false: nothing but a jump is made of it, for
        SQLite computes both sides of an AND whose value it needs."""
        match tree:
            case All(()):
                return "1"
            case All(parts):
                return self._all(parts)
            case Either(parts):
                return "(" + " OR ".join(map(self.tree, parts)) + ")"
            case Not(part):
                return f"({self.tree(part)} IS NOT TRUE)"
            case Numbers(spans):
                return "(" + " OR ".join(map(self._span, spans)) + ")"
            case Text("", text):
                fields = ("work", "author", "title")
                return "(" + " OR ".join(self._leaf(Text(name, text)) for name in fields) + ")"
            case _:
                return self._leaf(tree)

    def _all(self, parts: tuple[Tree, ...]) -> str:
        """Videos are looked for last, and then entry by entry: few are left."""
        last = [part for part in parts if _field(part) in FILMED]
        first = [part for part in parts if part not in last]
        made = [self.tree(part) for part in first]
        self.few = bool(first) or self.few
        made += [self.tree(part) for part in last]
        self.few = False
        return "(" + " AND ".join(made) + ")"

    def _span(self, span: tuple[int, int | None]) -> str:
        first, last = span
        if last is None:
            return f"e.id >= {self.bind(first)}"
        return f"e.id BETWEEN {self.bind(first)} AND {self.bind(last)}"

    def _place(self, field: str) -> Place:
        known = PLACES.get(field)
        if known is not None:
            return known
        return Place((part(self.bind(field)),), rough="e.fields")

    def _leaf(self, leaf: Text | Has | Chosen | Starts | Between | Within) -> str:
        """A field's condition on one of its values, wherever those are."""
        place = self._place(leaf.field)
        found = " OR ".join(self._value(value, leaf, place) for value in place.values)
        if not place.source:
            return f"({found})"
        also = ALSO.get(leaf.field)
        # Sources and names are those above; what was asked for is bound.
        if self.few and leaf.field in FILMED:
            inside = f"EXISTS (SELECT 1 FROM {FILM} AND ({found})"  # noqa: S608  # as it says
        else:
            source = f"SELECT {place.number} FROM {place.source}"  # noqa: S608  # as it says
            inside = f"e.id IN ({source} WHERE ({found})"
        inside += f" AND {also})" if also else ")"
        more = ELSE.get(leaf.field)
        return f"({self._value(more, leaf, place)} OR {inside})" if more else inside

    def _value(self, value: str, leaf: Tree, place: Place) -> str:
        match leaf:
            case Has(_):
                return f"({value} IS NOT NULL AND {value} != '')"
            case Chosen(_, word):
                return f"{value} = {self.bind(word)}"
            case Starts(_, text, exact):
                if exact:
                    return f"{value} = {self.bind(text)}"
                # The length is bound too: what was asked for may hold any character.
                return f"substr({value}, 1, {self.bind(len(text))}) = {self.bind(text)}"
            case Between(field, least, most):
                return self._between(value, field, least, most)
            case Within(_, since, before):
                return self._within(value, since, before)
            case Text(field, text, exact):
                if field == "codec":
                    text = video_codec(text)
                return self._text(value, comparable(text) or "", place, exact=exact)
        raise ValueError(leaf)

    def _between(self, value: str, field: str, least: float | None, most: float | None) -> str:
        if field in LENGTHS and least is not None and least == most:
            low, high = self.bind(least - 0.5), self.bind(least + 0.5)
            return f"({value} >= {low} AND {value} < {high})"
        parts = [] if least is None else [f"{value} >= {self.bind(least)}"]
        parts += [] if most is None else [f"{value} <= {self.bind(most)}"]
        return "(" + " AND ".join(parts) + ")"

    def _within(self, value: str, since: datetime | None, before: datetime | None) -> str:
        parts = [f"{value} >= julianday({self.bind(since.isoformat())})"] if since else []
        parts += [f"{value} < julianday({self.bind(before.isoformat())})"] if before else []
        return "(" + " AND ".join(parts) + ")"

    def _text(self, value: str, needle: str, place: Place, *, exact: bool) -> str:
        bound = self.bind(needle)
        if place.key:
            return f"{value} = {bound}" if exact else f"instr({value}, {bound})"
        held = f"compared({value}) = {bound}" if exact else f"holds({value}, {bound})"
        if not exact and is_han(needle[:1]) and is_han(needle[-1:]):
            # Nothing before or behind it can melt into such a character.
            held = f"(instr({value}, {bound}) OR {held})"
        return f"({' AND '.join([*self._rough(place.rough or value, needle), held])})"

    def _rough(self, text: str, needle: str) -> Iterator[str]:
        """What costs little: whether the text has the needle's letters at all, in any of the ways
        in which they can be written."""
        for letter in list(dict.fromkeys(filter(is_han, needle)))[:MOST_LETTERS]:
            ways = [f"instr({text}, {self.bind(way)})" for way in variants(letter)]
            if 0 < len(ways) <= MOST_WAYS:
                yield f"({' OR '.join(ways)})"


MOST_LETTERS = 4
MOST_WAYS = 3
LENGTHS = frozenset({"duration", "late"})


def _field(tree: Tree) -> str:
    """The field of a leaf or of what is no such leaf; empty for a branch."""
    return _field(tree.part) if isinstance(tree, Not) else str(getattr(tree, "field", ""))
