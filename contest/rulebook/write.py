"""A new contest.toml with every setting explained, and the table of settings for the README."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, get_args, get_origin

import msgspec

from contest.rulebook.shape import inner, is_struct
from contest.rules import Rulebook

Say = Callable[[str], str]

PREFACE = (
    "The rules of the contest. Every setting may be left out; it then has the value shown here.",
    "Settings marked with * are the organiser’s own choice: the published call does not name them.",
)

ALWAYS = frozenset({"opens"})
"""Settings that are written down even without a value, because programs look for their line."""

FURTHER = ("milestones", "---- What follows is there when a contest needs it. ----")
"""The first table of those that most contests leave alone, and what stands before it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the table of settings."""

    table: str
    key: str
    type: str
    default: str
    description: str
    own: bool


def render(rules: Rulebook, say: Say, *, explain: bool = True) -> str:
    """The text of contest.toml for these rules, its comments said by ``say``, or with none."""
    lines = [f"# {say(line)}" for line in PREFACE] if explain else []
    fields = msgspec.structs.fields(Rulebook)
    for field in fields:
        value, default = getattr(rules, field.name), _default(field)
        if isinstance(value, tuple | dict) and not value and default:
            lines.append(f"{field.name} = {_toml(value)}")  # before any table, or it were in it
    for field in fields:
        if explain and field.name == FURTHER[0]:
            lines += ["", f"# {say(FURTHER[1])}"]
        lines += _table(field, getattr(rules, field.name), say, explain=explain)
    return "\n".join(lines).strip("\n") + "\n"


def _table(
    field: msgspec.structs.FieldInfo, value: Any, say: Say, *, explain: bool
) -> Iterator[str]:
    """One table of the file with what it holds."""
    said, _ = _meta(field.type)
    if explain:
        yield ""
        yield f"# {say(said)}"
    if isinstance(value, msgspec.Struct):
        yield from _whole((field.name,), value, say, explain=explain)
    elif isinstance(value, tuple):
        struct = inner(get_args(inner(field.type))[0])
        for number, item in enumerate(value):
            yield f"[[{field.name}]]"
            yield from _struct(item, say, explain=explain and not number)
        if not value and explain:
            yield f"# [[{field.name}]]"
            yield from _example(struct, say)
    else:
        struct = inner(get_args(inner(field.type))[1])
        if is_struct(struct) and explain:
            yield from _keys(struct, say)
        if value:
            yield f"[{field.name}]"
            yield from (f"{_key(k)} = {_inline(v)}" for k, v in value.items())
        elif explain:
            # Where nothing is built in, the header waits for what is written below it.
            yield f"[{field.name}]" if not _default(field) else f"# [{field.name}]"
            yield f"# {EXAMPLES[field.name]}"


EXAMPLES = {
    "fields": "work = { longest = 20 }",
    "rosters": 'departments = { file = "departments.txt" }',
    "categories": '"短视频" = { longest = "3:00" }',
    "severity": 'T114 = "off"',
    "profiles": '"省赛" = "provincial.toml"',
}
"""What may stand in a table of which a new file has nothing."""


def _whole(
    path: tuple[str, ...], value: msgspec.Struct, say: Say, *, explain: bool
) -> Iterator[str]:
    """A table and, behind its own settings, the tables inside it that say anything."""
    own = list(_struct(value, say, explain=explain))
    if any(not line.startswith("#") for line in own):
        yield f"[{'.'.join(path)}]"
    elif explain:
        yield f"# [{'.'.join(path)}]"
    yield from own
    for field in msgspec.structs.fields(value):
        item = getattr(value, field.name)
        if isinstance(item, msgspec.Struct) and item != _default(field):
            yield from _whole((*path, field.name), item, say, explain=False)
        elif isinstance(item, tuple) and item and isinstance(item[0], msgspec.Struct):
            for part in item:
                yield f"[[{'.'.join((*path, field.name))}]]"
                yield from _struct(part, say, explain=False)


def _struct(value: msgspec.Struct, say: Say, *, explain: bool) -> Iterator[str]:
    """The settings of a table, those with a value as they stand, the others as comments."""
    for field in msgspec.structs.fields(value):
        item, default = getattr(value, field.name), _default(field)
        if _nested(field.type):
            # Tables of their own follow below; of those that say nothing only the name is told.
            if explain and item == default:
                description, own = _meta(field.type)
                yield f"# {'* ' if own else ''}{say(description)}"
                yield f"# {field.name} = {'' if item is None else _toml(item)}".rstrip()
            continue
        if explain:
            description, own = _meta(field.type)
            yield f"# {'* ' if own else ''}{say(description)}"
        if field.name in ALWAYS:
            yield f"{field.name} = {_toml(item or '')}"
        elif (
            not field.required
            and item == default
            and not (explain and not _rare(field) and not _says_nothing(item))
        ):
            if explain:
                yield f"# {field.name} = {'' if item is None else _toml(item)}".rstrip()
        elif item is not None:
            yield f"{field.name} = {_toml(item)}"


def _nested(type_: Any) -> bool:
    """Whether a setting is a table of settings itself, or a list of such."""
    plain = inner(type_)
    if get_origin(plain) is tuple:
        plain = inner(get_args(plain)[0])
    return is_struct(plain)


def _says_nothing(item: Any) -> bool:
    return item is None or item == "" or item == () or item == {}


def _example(struct: type[msgspec.Struct], say: Say) -> Iterator[str]:
    """Every setting of a table of which there is none yet."""
    for field in msgspec.structs.fields(struct):
        description, _ = _meta(field.type)
        default = "" if field.required else _toml_or_nothing(_default(field))
        yield f"#   {field.name}{f' = {default}' if default else ''}: {say(description)}"


def _keys(struct: type[msgspec.Struct], say: Say) -> Iterator[str]:
    """What the keys of inline tables mean."""
    for item in msgspec.structs.fields(struct):
        description, own = _meta(item.type)
        yield f"#   {item.name}: {'* ' if own else ''}{say(description)}"


def _inline(value: Any) -> str:
    """A value; a struct as an inline table of what differs from its defaults."""
    if isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
        return f"[{', '.join(map(_inline, value))}]"
    if not isinstance(value, msgspec.Struct):
        return _toml(value)
    parts = [
        f"{_key(item.name)} = {_inline(getattr(value, item.name))}"
        for item in msgspec.structs.fields(value)
        if item.required or getattr(value, item.name) != _default(item)
    ]
    return f"{{ {', '.join(parts)} }}" if parts else "{}"


def _default(item: msgspec.structs.FieldInfo) -> Any:
    if item.default_factory is not msgspec.NODEFAULT:
        return item.default_factory()
    return item.default


def settings(say: Say) -> Iterator[Setting]:
    """Every setting, as the README's table shows it."""
    for field in msgspec.structs.fields(Rulebook):
        plain = inner(field.type)
        if is_struct(plain):
            yield from _settings(f"[{field.name}]", "", plain, say)
        elif get_origin(plain) is tuple:
            yield from _settings(f"[[{field.name}]]", "", inner(get_args(plain)[0]), say)
        else:
            struct, said = inner(get_args(plain)[1]), say(_meta(field.type)[0])
            name = "CODE" if field.name == "severity" else "NAME"
            if is_struct(struct):
                yield from _settings(f"[{field.name}]", f"{name}.", struct, say)
            else:
                yield Setting(f"[{field.name}]", name, say("text"), "", said, own=True)


def _settings(table: str, prefix: str, struct: type[msgspec.Struct], say: Say) -> Iterator[Setting]:
    """The settings of one table, and those of the tables inside it."""
    inside: list[tuple[str, str, type[msgspec.Struct]]] = []
    for item in msgspec.structs.fields(struct):
        description, own = _meta(item.type)
        plain = inner(item.type)
        listed = get_origin(plain) is tuple and is_struct(inner(get_args(plain)[0]))
        if listed or is_struct(plain):
            key = f"{prefix}{item.name}"
            word = say("list") if listed else say("table")
            yield Setting(table, key, word, "", say(description), own)
            if table == "[scoring]" or listed:  # the places of a title are told once, below
                inside.append((table, f"{key}.", inner(get_args(plain)[0]) if listed else plain))
            elif item.name == "subject":
                inside.append((table, "PLACE.", plain))
            continue
        default = _toml_or_nothing(_default(item))
        yield Setting(table, prefix + item.name, _kind(item.type, say), default,
                      say(description), own)  # fmt: skip
    for where, key, nested in inside:
        yield from _settings(where, key, nested, say)


def _toml_or_nothing(default: Any) -> str:
    return "" if default is msgspec.NODEFAULT or default is None else _toml(default)


def _meta(type_: Any) -> tuple[str, bool]:
    """Description of a setting, and whether it is the organiser's own choice."""
    for meta in getattr(type_, "__metadata__", ()):
        if meta.description:
            return meta.description, bool((meta.extra or {}).get("choice"))
    return "", False


def _rare(field: msgspec.structs.FieldInfo) -> bool:
    return any((meta.extra or {}).get("rare") for meta in getattr(field.type, "__metadata__", ()))


def _kind(type_: Any, say: Say) -> str:
    """A type in an organiser's words."""
    names = {str: say("text"), int: say("number"), float: say("number"), bool: say("true/false")}
    plain = inner(type_)
    if get_origin(plain) is tuple:
        return say("list")
    if get_origin(plain) is dict:
        return say("table")
    flat = [inner(part) for part in get_args(plain) or (plain,)]
    words = [f'"{p}"' if isinstance(p, str) else names.get(p, "") for p in flat]
    return " / ".join(dict.fromkeys(filter(None, words)))


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
    if isinstance(value, msgspec.Struct):
        return _inline(value)
    return str(value)
