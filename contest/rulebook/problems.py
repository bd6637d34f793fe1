"""Everything that can be wrong with contest.toml: its shape first, then its sense."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, get_args, get_origin

import msgspec

from contest.checks import CHECKS, window
from contest.checks.quantities import octets, seconds
from contest.errors import Problem, RulebookError
from contest.model import Scalar
from contest.rulebook.places import place
from contest.rules import Rulebook
from contest.titles import compile_pattern

Path_ = tuple[str, ...]
What = tuple[Path_, str, Mapping[str, Scalar]]
"""Under which key, the message id and its arguments."""


def shape(tree: Mapping[str, Any], type_: type, text: str) -> tuple[Problem, ...]:
    """Keys that are not known and values of the wrong type, each with its place."""
    return _placed(_struct(tree, type_, ()), text)


def sense(rules: Rulebook, text: str) -> tuple[Problem, ...]:
    """Values of the right type that make no sense."""
    return _placed(_nonsense(rules), text)


def _placed(found: Iterable[What], text: str) -> tuple[Problem, ...]:
    lines = text.splitlines()
    problems = []
    for path, message, arguments in found:
        line, column = place(lines, path)
        source = lines[line - 1] if line else ""
        problems.append(Problem(path, message, arguments, line, column, source))
    return tuple(sorted(problems, key=lambda p: (p.line or 0, p.column)))


def _struct(tree: Mapping[str, Any], type_: type, path: Path_) -> Iterator[What]:
    known = {field.encode_name: field for field in msgspec.structs.fields(type_)}
    for key, value in tree.items():
        if key not in known:
            near = nearest(key, known)
            if near:
                yield (*path, key), "unknown setting; did you mean “{near}”?", {"near": near}
            else:
                yield (*path, key), "unknown setting", {}
            continue
        yield from _value(value, known[key].type, (*path, key))
    for field in known.values():
        if field.required and field.encode_name not in tree:
            yield (*path, field.encode_name), "this setting is required", {}


def _value(value: Any, type_: Any, path: Path_) -> Iterator[What]:
    origin, args = get_origin(type_), get_args(type_)
    if hasattr(type_, "__metadata__"):
        inner = args[0]
        if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
            yield from _value(value, inner, path)
            return
    if isinstance(type_, type) and issubclass(type_, msgspec.Struct) and isinstance(value, dict):
        yield from _struct(value, type_, path)
    elif origin is dict and isinstance(value, dict):
        for key, item in value.items():
            yield from _value(item, args[1], (*path, key))
    elif origin is tuple and isinstance(value, list) and _holds_structs(args[0]):
        for number, item in enumerate(value, 1):
            yield from _value(item, args[0], (*path, str(number)))
    else:
        try:
            msgspec.convert(value, type_)
        except msgspec.ValidationError as error:
            yield path, *_mismatch(value, type_, str(error))


_NAMES = {"str": "text", "int": "number", "float": "number", "bool": "true/false",
          "array": "list", "object": "table", "null": "nothing"}  # fmt: skip


def _mismatch(value: Any, type_: Any, text: str) -> tuple[str, Mapping[str, Scalar]]:
    """msgspec's word on a value, in an organiser's words."""
    allowed = _choices_of(type_)
    if allowed and isinstance(value, str):
        return "“{value}” is not allowed; allowed are {allowed}", {
            "value": value,
            "allowed": ", ".join(allowed),
        }
    match = re.match(r"Expected `([^`]+)`, got `([^`]+)`", text)
    if match:
        wanted = [_NAMES.get(word.strip(), word.strip()) for word in match[1].split("|")]
        return "expected {expected}, found {found}", {
            "expected": next((w for w in wanted if w != "nothing"), "nothing"),
            "found": _NAMES.get(match[2], match[2]),
        }
    least = re.match(r"Expected `int` >= (\d+)", text)
    if least:
        return "the number must be at least {least}", {"least": int(least[1])}
    return "value not allowed: {reason}", {"reason": text.partition(" - at ")[0].replace("`", "")}


def _choices_of(type_: Any) -> tuple[str, ...]:
    """The words that a type allows, if it is a choice of words."""
    inner = get_args(type_)[0] if hasattr(type_, "__metadata__") else type_
    return get_args(inner) if get_origin(inner) is Literal else ()


def _holds_structs(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, msgspec.Struct)


def nearest(word: str, known: Mapping[str, object]) -> str | None:
    """The known word most like ``word``, or None."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def _nonsense(rules: Rulebook) -> Iterator[What]:
    yield from _dates(rules)
    try:
        pattern = compile_pattern(rules)
    except RulebookError as error:
        yield ("title", "pattern"), error.message, error.arguments
    else:
        for name in rules.title.optional:
            if name not in pattern.fields:
                yield ("title", "optional"), "the pattern has no field “{name}”", {"name": name}
        for name in ("work", "author"):
            if name not in pattern.fields:
                yield ("title", "pattern"), "a title needs the field “{name}”", {"name": name}
    yield from _choices(rules)
    yield from _quantities(rules)
    yield from _references(rules)


def _choices(rules: Rulebook) -> Iterator[What]:
    for name, choice in rules.fields.items():
        if not choice.values:
            yield ("fields", name, "values"), "at least one value is needed", {}
        for other, meant in choice.aliases.items():
            if meant not in choice.values:
                yield (
                    ("fields", name, "aliases"),
                    "“{other}” stands for “{meant}”, which is no value",
                    {"other": other, "meant": meant},
                )


def _dates(rules: Rulebook) -> Iterator[What]:
    zone = ("contest", "timezone")
    if _fails(window, msgspec.structs.replace(rules.contest, opens="", closes="")):
        yield zone, "no such time zone; “Asia/Shanghai” is one", {}
        rules = msgspec.structs.replace(
            rules, contest=msgspec.structs.replace(rules.contest, timezone="UTC")
        )
    wrong = False
    for key in ("opens", "closes"):
        value = getattr(rules.contest, key)
        if _fails(window, msgspec.structs.replace(rules.contest, opens="", closes=value)):
            wrong = True
            yield (
                ("contest", key),
                "no such date: “{value}”; write 2025-08-25 or '2025-08-25 24:00'",
                {"value": value},
            )
    if wrong:
        return
    span = window(rules.contest)
    if span.opens and span.closes and span.opens >= span.closes:
        yield ("contest", "closes"), "the contest closes before it opens", {}


def _fails(read: Callable[[Any], object], value: object) -> bool:
    try:
        read(value)
    except (ValueError, OverflowError, KeyError, OSError):
        # ZoneInfo looks for a file: a folder's name or an endless one is the system's error.
        return True
    return False


def _quantities(rules: Rulebook) -> Iterator[What]:
    for category, limits in rules.categories.items():
        for key in ("longest", "shortest"):
            if _fails(seconds, getattr(limits, key)):
                yield ("categories", category, key), "a length is written '3:00' or in seconds", {}
    for key in ("smallest", "largest"):
        if _fails(octets, getattr(rules.media, key)):
            yield ("media", key), "a size is written '10 MB' or in bytes", {}


def _references(rules: Rulebook) -> Iterator[What]:
    categories = rules.fields["category"].values if "category" in rules.fields else ()
    for category in rules.categories:
        if categories and category not in categories:
            yield ("categories", category), *_no_category(categories)
    for code in rules.severity:
        if code not in CHECKS:
            near = nearest(code, CHECKS)
            if near:
                yield ("severity", code), "no such code; did you mean {near}?", {"near": near}
            else:
                yield ("severity", code), "no such code", {}
    names = [prize.name for prize in rules.prizes]
    for number, prize in enumerate(rules.prizes, 1):
        if names.count(prize.name) > 1 and names.index(prize.name) == number - 1:
            yield (
                ("prizes", str(number), "name"),
                "two prizes are called “{name}”",
                {"name": prize.name},
            )
        if prize.category and categories and prize.category not in categories:
            yield ("prizes", str(number), "category"), *_no_category(categories)


def _no_category(categories: tuple[str, ...]) -> tuple[str, Mapping[str, Scalar]]:
    return "no such category; there are {known}", {"known": "、".join(categories)}
