"""Patterns that can't be read, fields that aren't there, rosters that hold nothing."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from contest.errors import RulebookError
from contest.rulebook.sense.base import least_and_most
from contest.rulebook.shape import Wrong, nearest
from contest.rulebook.written import NO_ROSTER
from contest.rules import Field, Roster, Rulebook, TitleRules
from contest.titles import compile_pattern
from contest.titles.pattern import PLACES
from contest.titles.values import compiled


def nonsense(rules: Rulebook) -> Iterator[Wrong]:
    """Every problem with titles, fields and rosters."""
    bad_fields = list(_fields(rules))
    yield from bad_fields
    if any(wrong.path[-1:] == ("pattern",) for wrong in bad_fields):
        return  # a pattern would be compiled with an expression that can't be
    known: set[str] = set()
    for place in ("", *PLACES):
        known |= yield from _pattern(rules, place)
    for name, field in rules.fields.items():
        if field.of and known and field.of not in known:
            yield from _no_field(("fields", name, "of"), field.of, known)
    if not rules.title.look:
        yield Wrong(("title", "look"), "at least one value is needed")
    yield from _rosters(rules)


def _pattern(rules: Rulebook, place: str) -> Generator[Wrong, None, set[str]]:
    """The problems of one pattern; returns the names of its fields."""
    own = getattr(rules.title, place) if place else rules.title
    path = ("title", place) if place else ("title",)
    if place and not own.pattern:
        return set()
    try:
        pattern = compile_pattern(rules, place)
    except RulebookError as error:
        yield Wrong((*path, "pattern"), error.message, error.arguments)
        return set()
    if not pattern.required:
        yield Wrong((*path, "optional"), "a title needs at least one part that can't be left out")
    default = not place and own.optional == TitleRules().optional
    for name in own.optional:
        if name not in pattern.fields and not default:
            yield from _no_field((*path, "optional"), name, set(pattern.fields))
    return set(pattern.fields)


def _no_field(path: tuple[str, ...], name: str, known: set[str]) -> Iterator[Wrong]:
    near = nearest(name, dict.fromkeys(known))
    if near:
        message = "the pattern has no field “{name}”; did you mean “{near}”?"
        yield Wrong(path, message, {"name": name, "near": near})
    else:
        yield Wrong(path, "the pattern has no field “{name}”", {"name": name})


def _fields(rules: Rulebook) -> Iterator[Wrong]:
    for name, field in rules.fields.items():
        path = ("fields", name)
        yield from _values(field, path)
        try:
            compiled(field.pattern)
        except RulebookError as error:
            yield Wrong((*path, "pattern"), error.message, error.arguments)
        yield from least_and_most(field.shortest, field.longest, (*path, "longest"))
        roster = rules.rosters.get(field.roster)
        if field.roster and roster is None:
            known = "、".join(rules.rosters) or "-"
            yield Wrong((*path, "roster"), NO_ROSTER, {"name": field.roster, "known": known})
        elif field.column and (roster is None or (roster.columns and _lacks(field, rules))):
            columns = "、".join(roster.columns) if roster else "-"
            yield Wrong(
                (*path, "column"), "the roster has no column “{name}”; it has {known}",
                {"name": field.column, "known": columns},
            )  # fmt: skip
        if field.of and not (field.pattern or field.aliases or field.column):
            yield Wrong((*path, "of"), "say by a pattern, by aliases or by a column how it follows")


def _lacks(field: Field, rules: Rulebook) -> bool:
    return field.column not in rules.rosters[field.roster].columns


def _values(field: Field, path: tuple[str, ...]) -> Iterator[Wrong]:
    if "" in field.values:
        yield Wrong((*path, "values"), "an empty value is none")
    for other, meant in field.aliases.items():
        if field.values and meant not in field.values:
            yield Wrong(
                (*path, "aliases"),
                "“{other}” stands for “{meant}”, which is no value",
                {"other": other, "meant": meant},
            )


def _heads(name: str, roster: Roster) -> Iterator[Wrong]:
    """Head counts that aren't there, or are no numbers. A file that is not read has no columns."""
    path = ("rosters", name, "heads")
    if not roster.heads or not (roster.columns or roster.names):
        return
    heads = roster.columns.get(roster.heads)
    if heads is None:
        message = "the roster has no column “{name}”; it has {known}"
        known = "、".join(roster.columns) or "-"
        yield Wrong(path, message, {"name": roster.heads, "known": known})
        return
    for whose, number in heads.items():
        if not (number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER):
            message = "“{value}” of “{name}” is no number of people"
            yield Wrong(path, message, {"value": number, "name": whose})


LONGEST_NUMBER = 10
"""Digits; no department has as many people."""


def _rosters(rules: Rulebook) -> Iterator[Wrong]:
    for name, roster in rules.rosters.items():
        if not roster.names and not roster.file:
            yield Wrong(("rosters", name), "a roster needs names, or a file with names")
        names = frozenset(roster.names)
        for other, meant in roster.aliases.items():
            if names and meant not in names:
                yield Wrong(
                    ("rosters", name, "aliases"),
                    "“{other}” stands for “{meant}”, which is no name of the roster",
                    {"other": other, "meant": meant},
                )
        yield from _heads(name, roster)
    places = [rules.title, *(getattr(rules.title, place) for place in PLACES)]
    for path, place in zip(("", *PLACES), places, strict=True):
        for word in place.forbidden:
            if word.startswith("@") and word[1:] not in rules.rosters:
                where = ("title", path, "forbidden") if path else ("title", "forbidden")
                known = "、".join(rules.rosters) or "-"
                yield Wrong(where, NO_ROSTER, {"name": word[1:], "known": known})
