"""A query's tree as text that reads back as the same tree."""

from __future__ import annotations

from datetime import timedelta

from contest.asking.pieces import COLONS, NOT_SIGNS, QUOTES
from contest.asking.ranges import numbers
from contest.asking.read import AND, OR
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

_SECOND = timedelta(seconds=1)


def written(asked: Asked) -> str:
    """The query as text."""
    sorts = (f"sort:{order.field}{'-' if order.down else ''}" for order in asked.sorts)
    return " ".join(part for part in (_tree(asked.tree), *sorts) if part)


def _tree(tree: Tree) -> str:
    match tree:
        case All(parts):
            return " ".join(map(_tree, parts))
        case Either(parts):
            return " or ".join(map(_tree, parts))
        case Not(part):
            return f"-{_tree(part)}"
        case Numbers(spans):
            return " ".join(map(_span, spans))
        case _:
            return _leaf(tree)


def _leaf(leaf: Text | Has | Chosen | Starts | Between | Within) -> str:
    match leaf:
        case Text("", text):
            return _value(text, bare=True)
        case Text(field, text, exact) | Starts(field, text, exact):
            return f"{field}:{'=' if exact else ''}{_value(text)}"
        case Has(field):
            return f"{field}:"
        case Chosen(field, word):
            return f"{field}:{word}"
        case Between(field, least, most):
            same = least == most
            return f"{field}:{_number(least)}{'' if same else f'..{_number(most)}'}"
        case Within(field, since, before):
            first = since.isoformat() if since else ""
            return f"{field}:{first}..{(before - _SECOND).isoformat() if before else ''}"


def _span(span: tuple[int, int | None]) -> str:
    first, last = span
    return f"{first}.." if last is None else f"{first}-{last}" if first != last else str(first)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")


def _value(text: str, *, bare: bool = False) -> str:
    """A value, in quotes where it would be read otherwise without."""
    plain = not any(c.isspace() for c in text) and text[:1] not in {*QUOTES, "=", "＝"}
    if bare:
        plain = (
            plain
            and text[:1] not in NOT_SIGNS
            and not any(colon in text for colon in COLONS)
            and text.casefold() not in OR | AND
            and numbers(text) is None
        )
    if plain:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
