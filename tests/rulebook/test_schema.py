"""What the JSON Schema admits loads and comes back; what loads, the schema admits."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import msgspec
import pytest
from contests.published import all_published
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.rulebook.clauses import clauses
from contest.rulebook.load import parse, read
from contest.rulebook.schema import DIALECT, schema
from contest.rulebook.write import _key, _toml, render
from contest.rules import Rulebook, words
from contest.wording import Language, Wording

SCHEMA = schema(Wording("en").say)
NAMES = st.sampled_from(
    (
        "work",
        "author",
        "category",
        "短视频",
        "长视频",
        "units",
        "T114",
        "M202",
        "x",
        "个人",
        "votes",
    )
)
TEXTS = st.one_of(
    NAMES,
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=6),
    st.sampled_from(
        ("{work}", "{work}-{author}", "{work}+{category}", "[{work}]", "Asia/Shanghai")
    ),
)
WRITTEN: dict[str, tuple[str, ...]] = {
    words.DATE_FORM: ("", "2025-08-25", "2025-09", "2025年9月1日24时", "2025-09-01 周一"),
    words.LENGTH_FORM: ("3:00", "0:30", "1分30秒", "90", "5:00"),
    words.SIZE_FORM: ("10 MB", "1G", "5 Mbps"),
    words.SHARE_FORM: ("30%", "0.5", "100%"),
    words.PIXELS_FORM: ("1920x1080", "720×1280"),
    words.ASPECT_FORM: ("16:9", "9:16"),
    words.RATE_FORM: ("25", "30000/1001"),
    words.RANKS_FORM: ("", "11-20"),
}


def values(node: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Any value that a part of the schema admits, as TOML can hold it."""
    if "$ref" in node:
        return values(SCHEMA["$defs"][node["$ref"].rpartition("/")[2]])
    if "anyOf" in node:
        parts = [part for part in node["anyOf"] if part.get("type") != "null"]
        return st.one_of(*map(values, parts))
    if "enum" in node:
        return st.sampled_from([value for value in node["enum"] if value is not None])
    if node["type"] == "object":
        known = "properties" in node
        items = None if known else values(node["additionalProperties"])
        return objects(node) if items is None else st.dictionaries(NAMES, items, max_size=2)
    if node["type"] == "array":
        return st.lists(values(node["items"]), max_size=2)
    return plain(node)


def plain(node: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Any text, number or truth value that a part of the schema admits."""
    least = node.get("minimum", 0)
    match node["type"]:
        case "string":
            forms = WRITTEN.get(node.get("pattern", ""))
            texts = TEXTS.filter(bool) if node.get("minLength") else TEXTS
            return st.sampled_from(forms) if forms else texts
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(node.get("minimum", -(2**62)), 2**62) | st.integers(1, 5)
        case "number":
            return st.floats(least, node.get("maximum", 1e6), exclude_min=not least) | st.just(1)
    raise AssertionError(node)


def objects(node: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A table with what it must have and some of what it may have."""
    must = {key: values(node["properties"][key]) for key in node.get("required", [])}
    may = sorted(set(node["properties"]) - set(must))
    some = st.lists(st.sampled_from(may), max_size=4, unique=True) if may else st.just([])
    return some.flatmap(
        lambda keys: st.fixed_dictionaries(
            must | {key: values(node["properties"][key]) for key in keys}
        )
    )


def toml(tree: dict[str, Any]) -> str:
    return "".join(f"{_key(key)} = {_toml(value)}\n" for key, value in tree.items())


def back(rules: Rulebook) -> None:
    for explain in (True, False):
        assert parse(render(rules, str, explain=explain).encode(), "x") == rules


@settings(deadline=None, max_examples=150)
@given(objects(SCHEMA["$defs"]["Rulebook"]))
def test_what_the_schema_admits_is_of_the_right_shape_and_comes_back(tree: dict[str, Any]) -> None:
    text = toml(tree)
    assert isinstance(msgspec.convert(tomllib.loads(text), Rulebook), Rulebook)
    reading = read(text.encode(), "x")
    assert reading.rules is not None or any(not p.warning for p in reading.problems)
    if reading.rules is not None:
        back(reading.rules)
        for language in LANGUAGES:
            say = Wording(language).say
            assert all(say(c.message, **c.arguments) for c in clauses(reading.rules))


TABLES = [tomllib.loads(one.path.read_text("utf-8")) for one in all_published()]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
APART = ("contest", "lengths", "media", "channels", "documents", "checklist", "duties", "team")
"""Tables that any contest may have, whatever its others say."""


def table_of(key: str) -> st.SearchStrategy[tuple[str, Any]]:
    found = [t[key] for t in TABLES if key in t and "category" not in repr(t[key])]
    return st.sampled_from(found).map(lambda table: (key, table))


@settings(deadline=None)
@given(st.tuples(*map(table_of, APART)).map(dict))
def test_tables_of_real_calls_go_together_load_and_come_back(tree: dict[str, Any]) -> None:
    text = toml(tree_with_text(tree))
    reading = read(text.encode(), "x")
    assert reading.rules is not None, reading.problems
    back(reading.rules)


def tree_with_text(tree: Any) -> Any:
    """TOML's own dates as text, as this test writes them."""
    if isinstance(tree, dict):
        return {key: tree_with_text(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [tree_with_text(value) for value in tree]
    return tree.isoformat() if hasattr(tree, "isoformat") else tree


@settings(deadline=None, max_examples=150)
@given(st.sampled_from([words.LENGTH_FORM, words.SIZE_FORM, words.SHARE_FORM, words.RATE_FORM]),
       st.data())  # fmt: skip
def test_what_the_schema_admits_for_a_quantity_is_told_where_it_makes_no_sense(
    form: str, data: st.DataObject
) -> None:
    value = data.draw(st.from_regex(form).filter(lambda text: text.isprintable()))
    key = {
        words.LENGTH_FORM: ("lengths", "longest"), words.SIZE_FORM: ("media", "largest"),
        words.SHARE_FORM: ("scoring.votes", "weight"), words.RATE_FORM: ("media", "frame_rates"),
    }[form]  # fmt: skip
    written = f"[{_toml(value)}]" if key[1] == "frame_rates" else _toml(value)
    reading = read(f"[{key[0]}]\n{key[1]} = {written}\n".encode(), "x")
    if reading.rules is None:
        assert [(p.line, p.key) for p in reading.problems] == [(2, ".".join(key))]
    else:
        back(reading.rules)


def test_the_schema_is_one_that_editors_know() -> None:
    assert SCHEMA["$schema"] == DIALECT
    assert SCHEMA["$ref"] == "#/$defs/Rulebook"
    names = set(re.findall(r'"#/\$defs/(\w+)"', msgspec.json.encode(SCHEMA).decode()))
    assert names == set(SCHEMA["$defs"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_is_described_in_the_schema(language: Language) -> None:
    made = schema(Wording(language).say)
    for name, struct in made["$defs"].items():
        for key, setting in struct["properties"].items():
            assert setting.get("description"), (name, key)
            assert language == "en" or not setting["description"].isascii(), (name, key)
