"""What in contest.toml is no known setting, or not of the type that it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from contest.model import NOTHING, Scalar
from contest.rulebook.written import FORMS

Path_ = tuple[str, ...]


class Wrong(NamedTuple):
    """A mistake: under which key, its message id and arguments. A warning stops nobody."""

    path: Path_
    message: str
    arguments: Mapping[str, Scalar] = NOTHING
    warning: bool = False


def shape(tree: Mapping[str, Any], type_: type) -> Iterator[Wrong]:
    """Keys that are not known and values of the wrong type."""
    yield from _struct(tree, type_, ())


def nearest(word: str, known: Mapping[str, object]) -> str | None:
    """The known word most like ``word``, or None."""
    from difflib import get_close_matches

    begun = [k for k in known if len(word) > 2 and (k.startswith(word) or word.startswith(k))]
    if len(begun) == 1 and begun[0]:
        return begun[0]
    stem = [k for k in known if len(word) > 3 and k[:4] == word[:4]]
    if len(stem) == 1:
        return stem[0]
    close = get_close_matches(word, list(filter(None, known)), n=1, cutoff=0.6)
    return close[0] if close else None


def inner(type_: Any) -> Any:
    """A type without its description, and without None where that is allowed besides."""
    while hasattr(type_, "__metadata__"):
        type_ = type_.__origin__
    arguments = [a for a in get_args(type_) if a is not type(None)]
    if type(None) in get_args(type_) and len(arguments) == 1:
        return inner(arguments[0])
    return type_


def is_struct(type_: Any) -> bool:
    """Whether a type is a table of settings."""
    return isinstance(type_, type) and issubclass(type_, msgspec.Struct)


def _struct(tree: Mapping[str, Any], type_: type, path: Path_) -> Iterator[Wrong]:
    known = {field.encode_name: field for field in msgspec.structs.fields(type_)}
    for key, value in tree.items():
        if key in known:
            yield from _value(value, known[key].type, (*path, key))
        elif near := nearest(key, known):
            yield Wrong((*path, key), "unknown setting; did you mean “{near}”?", {"near": near})
        else:
            yield Wrong(
                (*path, key), "unknown setting; there are {known}", {"known": ", ".join(known)}
            )
    for field in known.values():
        if field.required and field.encode_name not in tree:
            yield Wrong((*path, field.encode_name), "this setting is required")


def _value(value: Any, declared: Any, path: Path_) -> Iterator[Wrong]:
    type_ = inner(declared)
    origin, args = get_origin(type_), get_args(type_)
    if is_struct(type_) and isinstance(value, dict):
        yield from _struct(value, type_, path)
    elif origin is dict and isinstance(value, dict):
        for key, item in value.items():
            yield from _value(item, args[1], (*path, key))
    elif origin is tuple and isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _value(item, args[0], (*path, str(number)))
    else:
        try:
            msgspec.convert(value, declared)
        except msgspec.ValidationError as error:
            yield Wrong(path, *_mismatch(value, type_, declared, str(error)))


_NAMES = {"str": "text", "int": "number", "float": "number", "bool": "true/false",
          "array": "list", "object": "table", "null": "nothing"}  # fmt: skip


def _patterns(declared: Any) -> Iterator[str]:
    """The forms that a type asks of a text, those of its alternatives too."""
    for meta in getattr(declared, "__metadata__", ()):
        if meta.pattern:
            yield meta.pattern
    inside = (declared.__origin__,) if hasattr(declared, "__metadata__") else get_args(declared)
    for part in inside:
        yield from _patterns(part)


def _mismatch(value: Any, type_: Any, declared: Any, text: str) -> tuple[str, Mapping[str, Scalar]]:
    """msgspec's word on a value, in an organiser's words."""
    allowed = get_args(type_) if get_origin(type_) is Literal else ()
    if allowed and isinstance(value, str):
        near = nearest(value, dict.fromkeys(allowed))
        arguments = {"value": value, "allowed": ", ".join(filter(None, allowed))}
        if near:
            return (
                "“{value}” is not allowed; did you mean “{near}”? Allowed are {allowed}",
                arguments | {"near": near},
            )
        return "“{value}” is not allowed; allowed are {allowed}", arguments
    form = next((FORMS[p] for p in _patterns(declared) if p in FORMS), None)
    if form and not re.match(r"Expected `([^`]+)`, got", text):
        return form, {"value": str(value)}
    if text.startswith("Expected `str` of length"):
        return "this must not be empty", {}
    match = re.match(r"Expected `([^`]+)`, got `([^`]+)`", text)
    if match:
        wanted = [_NAMES.get(word.strip(), word.strip()) for word in match[1].split("|")]
        return "expected {expected}, found {found}", {
            "expected": next((w for w in wanted if w != "nothing"), "nothing"),
            "found": _NAMES.get(match[2], match[2]),
        }
    least = re.match(r"Expected `(?:int|float)` >= ([\d.]+)", text)
    if least:
        return "the number must be at least {least}", {"least": least[1]}
    return "value not allowed: {reason}", {"reason": text.partition(" - at ")[0].replace("`", "")}
