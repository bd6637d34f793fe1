"""A new contest.toml with every setting explained, and the table of settings for the README."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

import msgspec

from contest.rules import Rulebook

Say = Callable[[str], str]

PREFACE = (
    "The rules of the contest. Every setting may be left out; it then has the value shown here.",
    "Settings marked with * are the organiser’s own choice: the published call does not name them.",
)

ALWAYS = frozenset({"opens"})
"""Settings that are written down even without a value, because programs look for their line."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the table of settings."""

    table: str
    key: str
    type: str
    default: str
    description: str
    own: bool


def render(rules: Rulebook, say: Say) -> str:
    """The text of contest.toml for these rules, its comments said by ``say``."""
    lines = [f"# {say(line)}" for line in PREFACE]
    if not rules.prizes:
        lines.append("prizes = []")
    for field in msgspec.structs.fields(Rulebook):
        value = getattr(rules, field.name)
        lines += ["", f"# {say(TABLES[field.name])}"]
        if isinstance(value, msgspec.Struct):
            lines += [f"[{field.name}]", *_struct(value, say, explain=True)]
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                lines += [f"[[{field.name}]]", *_struct(item, say, explain=not number)]
        else:
            struct = _struct_of(field.type)
            if struct:
                lines += _keys(struct, say)
            lines += [f"[{field.name}]", *(f"{_key(k)} = {_inline(v)}" for k, v in value.items())]
            if not value and not struct:
                lines.append('# T114 = "off"')
    return "\n".join(lines) + "\n"


def _keys(struct: type[msgspec.Struct], say: Say) -> Iterator[str]:
    """What the keys of inline tables mean."""
    for item in msgspec.structs.fields(struct):
        description, own = _meta(item.type)
        yield f"#   {item.name}: {'* ' if own else ''}{say(description)}"


def _inline(value: Any) -> str:
    """A value; a struct as an inline table of what differs from its defaults."""
    if not isinstance(value, msgspec.Struct):
        return _toml(value)
    return _toml(
        {
            item.name: getattr(value, item.name)
            for item in msgspec.structs.fields(value)
            if item.required or getattr(value, item.name) != _default(item)
        }
    )


def _default(item: msgspec.structs.FieldInfo) -> Any:
    if item.default_factory is not msgspec.NODEFAULT:
        return item.default_factory()
    return item.default


TABLES = {
    "contest": "The contest and its dates.",
    "title": "The required title of mails and posts.",
    "fields": "Parts of the title with fixed values.",
    "categories": "Length limits of each category.",
    "media": "What a video must be.",
    "channels": "What mails and posts mean.",
    "severity": "Another weight for a finding: error, review, warning, info or off.",
    "prizes": "The prizes, the highest first.",
}


def settings(say: Say) -> Iterator[Setting]:
    """Every setting, as the README's table shows it."""
    for field in msgspec.structs.fields(Rulebook):
        struct, table = _struct_of(field.type), f"[{field.name}]"
        if field.name == "prizes":
            table = "[[prizes]]"
        elif field.name in {"fields", "categories"}:
            table = f"[{field.name}]"
        if struct is None:
            yield Setting(table, "CODE", say("text"), "", say(TABLES[field.name]), own=True)
            continue
        inline = field.name in {"fields", "categories"}
        for item in msgspec.structs.fields(struct):
            description, own = _meta(item.type)
            default = "" if item.default is msgspec.NODEFAULT else _toml(item.default)
            if item.default is None:
                default = ""
            elif item.default_factory is not msgspec.NODEFAULT:
                default = (
                    _toml(item.default_factory()) if item.default_factory is not dict else "{}"
                )
            key = f"NAME.{item.name}" if inline else item.name
            yield Setting(table, key, _kind(item.type, say), default, say(description), own)


def _struct_of(type_: Any) -> type[msgspec.Struct] | None:
    for candidate in (type_, *get_args(type_)):
        if isinstance(candidate, type) and issubclass(candidate, msgspec.Struct):
            return candidate
    return None


def _meta(type_: Any) -> tuple[str, bool]:
    for meta in getattr(type_, "__metadata__", ()):
        if meta.description:
            return meta.description, bool((meta.extra or {}).get("choice"))
    return "", False


def _kind(type_: Any, say: Say) -> str:
    """A type in an organiser's words."""
    names = {str: say("text"), int: say("number"), float: say("number"), bool: say("true/false")}
    inner = get_args(type_)[0] if hasattr(type_, "__metadata__") else type_
    origin = getattr(inner, "__origin__", None)
    if origin is tuple:
        return say("list")
    if origin is dict:
        return say("table")
    flat = [
        get_args(p)[0] if hasattr(p, "__metadata__") else p for p in get_args(inner) or (inner,)
    ]
    words = [f'"{p}"' if isinstance(p, str) else names.get(p, "") for p in flat]
    return " / ".join(dict.fromkeys(filter(None, words)))


def _struct(value: msgspec.Struct, say: Say, *, explain: bool) -> Iterator[str]:
    for field in msgspec.structs.fields(value):
        item = getattr(value, field.name)
        description, own = _meta(field.type)
        if explain:
            yield f"# {'* ' if own else ''}{say(description)}"
        if item is None and field.name in ALWAYS:
            yield f'{field.name} = ""'
        elif item is None:
            if explain:
                yield f"# {field.name} ="
        elif item in ({}, ()) and item == _default(field):
            if explain:
                yield f"# {field.name} = {_toml(item)}"
        else:
            yield f"{field.name} = {_toml(item)}"


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").isalnum() else _toml(key)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # TOML's basic strings take JSON's escapes; DEL is the one character that only JSON allows.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict) and not value:
        return "{}"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(k)} = {_toml(v)}' for k, v in value.items())} }}"
    return str(value)
