"""The contest.toml that ``contest init`` writes, and where it is found again."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from contest.rulebook.folder import FILE, find_folder
from contest.rulebook.load import parse
from contest.rulebook.write import render
from contest.rulebook.write import settings as table_of_settings
from contest.rules import Category, Contest, MediaRules, Prize, Rulebook
from contest.wording import Wording

ENGLISH, CHINESE = Wording("en").say, Wording("zh").say
TEXT = render(Rulebook(), ENGLISH)


def again(rules: Rulebook) -> Rulebook:
    return parse(render(rules, ENGLISH).encode(), "contest.toml")


def test_the_built_in_contest_comes_back_as_it_went() -> None:
    assert again(Rulebook()) == Rulebook()
    assert parse(render(Rulebook(), CHINESE).encode(), "x") == Rulebook()


@pytest.mark.parametrize(
    "rules",
    [
        Rulebook(contest=Contest(name='x "y" \\ z', opens="2025-07-01", closes="")),
        Rulebook(categories={"短视频": Category(longest=90.5), "长视频": Category(above=90)}),
        Rulebook(media=MediaRules(smallest="1 MB", largest=2**21, codecs=("h264",), audio=False)),
        Rulebook(severity={"T114": "off", "M202": "error"}),
        Rulebook(prizes=(Prize(name="金奖", number=1, category="短视频"), Prize(name="银奖"))),
        Rulebook(categories={}),
    ],
    ids=["contest", "categories", "media", "severity", "prizes", "no categories"],
)
def test_other_rules_come_back_as_they_went(rules: Rulebook) -> None:
    assert again(rules) == rules


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8")))
def test_any_name_of_a_contest_comes_back(name: str) -> None:
    assert again(Rulebook(contest=Contest(name=name))).contest.name == name


def test_no_prizes_at_all_come_back_as_none() -> None:
    assert again(Rulebook(prizes=())).prizes == ()


def test_a_new_contest_is_at_most_forty_lines_of_settings() -> None:
    written = [line for line in TEXT.splitlines() if line.strip() and not line.startswith("#")]
    assert len(written) <= 40


@pytest.mark.parametrize("key", ["name", "opens", "closes", "timezone"])
def test_what_programs_look_for_stands_at_the_beginning_of_a_line_in_contest(key: str) -> None:
    for rules in (Rulebook(), Rulebook(contest=Contest(opens="", closes=""))):
        for say in (ENGLISH, CHINESE):
            section = re.search(r"^\[contest\]\n(.*?)^\[", render(rules, say), re.M | re.S)
            assert section
            assert re.search(rf"^{key} = ", section[1], re.MULTILINE)


def test_every_setting_is_explained_by_the_line_above_it() -> None:
    lines = TEXT.splitlines()
    explained: set[str] = set()
    for above, line in pairwise(lines):
        key = re.match(r"(?:# )?(\w+) =", line)
        if key and above.startswith("# "):
            explained.add(key[1])
        inline = re.match(r"#   (\w+): ", line)
        if inline:
            explained.add(inline[1])
    for struct in (Contest, MediaRules, Category, Prize):
        assert {field.name for field in msgspec.structs.fields(struct)} <= explained


def test_the_organiser_s_own_choices_are_marked() -> None:
    lines = TEXT.splitlines()
    above = dict(zip(lines[1:], lines, strict=False))
    assert above["short_side = 720"].startswith("# * ")
    assert not above['closes = "2025-08-25"'].startswith("# * ")


def test_settings_left_out_are_shown_as_comments_that_can_be_filled_in() -> None:
    assert "# smallest =" in TEXT
    filled = TEXT.replace("# smallest =", 'smallest = "1 MB"')
    assert parse(filled.encode(), "x").media == replace(Rulebook().media, smallest="1 MB")


def test_the_comments_are_said_in_the_organiser_s_language() -> None:
    shouted = render(Rulebook(), str.upper)
    assert "# THE CONTEST AND ITS DATES." in shouted
    assert tomllib.loads(shouted) == tomllib.loads(TEXT)


def test_the_table_of_settings_names_every_one_with_its_default() -> None:
    table = {(one.table, one.key): one for one in table_of_settings(ENGLISH)}
    assert table["[contest]", "closes"].default == '"2025-08-25"'
    assert table["[media]", "short_side"].type == "number"
    assert table["[media]", "short_side"].own
    assert table["[categories]", "NAME.longest"].default == ""
    assert table["[severity]", "CODE"].own
    assert all(one.description for one in table.values())
    names = {field.name for field in msgspec.structs.fields(MediaRules)}
    assert {key for name, key in table if name == "[media]"} == names


def test_the_nearest_folder_upwards_is_the_contest_s(tmp_path: Path) -> None:
    inner = tmp_path / "2025" / "mails" / "august"
    inner.mkdir(parents=True)
    (tmp_path / FILE).touch()
    assert find_folder(inner) == tmp_path
    (tmp_path / "2025" / FILE).touch()
    assert find_folder(inner) == tmp_path / "2025"
    assert find_folder(tmp_path) == tmp_path


def test_without_a_contest_upwards_there_is_no_folder(tmp_path: Path) -> None:
    assert find_folder(tmp_path) is None
    assert find_folder(tmp_path / "absent") is None


def test_a_relative_path_is_followed_upwards_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / FILE).touch()
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    assert find_folder(Path()) == tmp_path
