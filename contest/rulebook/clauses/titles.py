"""Titles, their parts, and the ways in."""

from __future__ import annotations

from collections.abc import Iterator

from contest.model import Scalar
from contest.quantities import span_text
from contest.rulebook.clauses.base import Clause, listed
from contest.rules import Field, Place, Roster, Rulebook
from contest.titles import compile_patterns
from contest.titles.pattern import PLACES


def titles(rules: Rulebook) -> Iterator[Clause]:
    title, path = rules.title, ("title", "pattern")
    patterns = compile_patterns(rules)
    if patterns.main.free and not (patterns.main.prefix or patterns.main.suffix):
        yield Clause("title", "No form of title is asked for.", path=path)
    else:
        yield Clause("title", "The title reads: {pattern}", {"pattern": title.pattern}, path=path)
    optional = [name for name in title.optional if name in patterns.main.fields]
    if optional:
        yield Clause(
            "title", "It may leave out: {fields}", {"fields": listed(optional)},
            path=("title", "optional"),
        )  # fmt: skip
    yield Clause(
        "title", "In a mail it is looked for in: {places}", {"places": listed(title.look)},
        path=("title", "look"),
    )  # fmt: skip
    if title.forbidden:
        yield Clause(
            "title", "It must not hold: {words}", {"words": listed(title.forbidden)},
            path=("title", "forbidden"),
        )  # fmt: skip
    for name in PLACES:
        yield from _place(name, getattr(title, name))


def _place(name: str, place: Place) -> Iterator[Clause]:
    path = ("title", name)
    if place.pattern:
        yield Clause(
            "title", "{place}: the title reads {pattern}",
            {"place": name, "pattern": place.pattern}, path=(*path, "pattern"),
        )  # fmt: skip
    if place.required:
        text = "{place}: the title must stand there too."
        yield Clause("title", text, {"place": name}, path=(*path, "required"))
    for key, words in (
        ("hashtags", [f"#{tag}" for tag in place.hashtags]),
        ("mentions", [f"@{account}" for account in place.mentions]),
    ):
        if words:
            text = "{place}: must name {words}"
            yield Clause("title", text, {"place": name, "words": listed(words)}, path=(*path, key))
    if place.forbidden:
        text = "{place}: must not hold {words}"
        arguments = {"place": name, "words": listed(place.forbidden)}
        yield Clause("title", text, arguments, path=(*path, "forbidden"))


def named(rules: Rulebook) -> frozenset[str]:
    """The fields that a title has, in whatever place."""
    patterns = compile_patterns(rules)
    every = (patterns.main, *(pattern for _, pattern in patterns.own))
    return frozenset(name for pattern in every for name in pattern.fields)


KINDS = {
    "person": "{field} is the name of one person.",
    "people": "{field} names one person or more.",
    "phone": "{field} is a telephone number.",
    "number": "{field} is a number.",
}


def field_clauses(rules: Rulebook, name: str, field: Field) -> Iterator[Clause]:
    path = ("fields", name)
    known: dict[str, Scalar] = {"field": name}
    if field.values:
        values = known | {"values": listed(field.values)}
        yield Clause("title", "{field} is one of: {values}", values, path=(*path, "values"))
    if field.roster:
        roster = rules.rosters.get(field.roster)
        text = "{field} is a name of the roster “{roster}” ({number} names)."
        number = len(roster.names) if roster else 0
        arguments = known | {"roster": field.roster, "number": number}
        if not field.of:
            yield Clause("title", text, arguments, path=(*path, "roster"))
        if roster and roster.heads:
            yield from _counted(field.roster, roster)
    if field.of:
        text = "{field} follows from {other}."
        yield Clause("title", text, known | {"other": field.of}, path=(*path, "of"))
    elif field.pattern:
        text = "{field} has the form {pattern}"
        yield Clause("title", text, known | {"pattern": field.pattern}, path=(*path, "pattern"))
    if field.kind != "text":
        yield Clause("title", KINDS[field.kind], known, path=(*path, "kind"))
    if field.shortest or field.longest:
        limit = span_text(field.shortest, field.longest)
        text = "{field} has {limit} characters."
        if field.kind == "people":
            text = "{field} names {limit} people."
        yield Clause("title", text, known | {"limit": limit}, path=path)


COUNTED = {
    "first": "Of a work of several in “{roster}”, the first that is named is counted.",
    "each": "Of a work of several in “{roster}”, each is counted.",
    "share": "Of a work of several in “{roster}”, each has its share.",
}
"""How statistics count what several have made together, by its setting."""


def _counted(name: str, roster: Roster) -> Iterator[Clause]:
    heads = roster.columns.get(roster.heads, {}).values()
    known: dict[str, Scalar] = {
        "roster": name,
        "number": sum(int(number) for number in heads if number.isdecimal()),
    }
    path = ("rosters", name)
    yield Clause("numbers", "“{roster}” has {number} people.", known, path=(*path, "heads"))
    yield Clause("numbers", COUNTED[roster.counted], known, path=(*path, "counted"))


CHANNELS = {
    ("mail", "entry"): "A mail is an entry.",
    ("mail", "original"): "A mail only brings the original of a known work.",
    ("post", "entry"): "A post is an entry.",
    ("post", "original"): "A post only brings the original of a known work.",
}
"""What a channel means, by its setting."""


def channels(rules: Rulebook) -> Iterator[Clause]:
    for channel in ("mail", "post"):
        meaning = getattr(rules.channels, channel)
        text = CHANNELS[channel, meaning]
        yield Clause("channels", text, path=("channels", channel))
    if rules.channels.hosts:
        text = "Your own mail servers are: {words}"
        arguments = {"words": listed(rules.channels.hosts)}
        yield Clause("channels", text, arguments, path=("channels", "hosts"))
    for other in rules.channels.others:
        text = "Entries also come by: {way}"
        yield Clause("channels", text, {"way": other}, "people", ("channels", "others"))
