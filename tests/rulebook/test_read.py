"""contest.toml as organisers write it: read, or all its mistakes told at once."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contest.errors import Problem, RulebookError
from contest.rulebook.load import digest, load, parse
from contest.rules import Category, Prize, Rulebook

FIVE_LINES = """\
[contest]
name = "短视频大赛"
opens = 2025-07-01
closes = 2025-08-25
timezone = "Asia/Shanghai"
"""
ODD_KEYS = st.sampled_from(
    ("contest", "title", "fields", "categories", "media", "channels", "severity", "prizes",
     "closes", "timezone", "pattern", "values", "longest", "number", "name", "T101", "form")
)  # fmt: skip
ODD_VALUES = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8).map(
        lambda text: "'" + text.replace("'", "") + "'"
    ),
    st.integers(-(2**70), 2**70).map(str),
    st.floats().map(lambda number: f"{number:f}"),
    st.sampled_from(
        ("true", "[]", "{}", "[{}]", "2025-08-25", "10:00:00", "0001-01-01", "'9999-12-31'",
         "2025-08-25T18:00:00Z", "'{work}'", "{values=[]}", "[[], 1]", "nan", "'3:00'", "'Asia'")
    ),
)  # fmt: skip
LINES = st.one_of(
    ODD_KEYS.map("[{}]".format),
    ODD_KEYS.map("[[{}]]".format),
    st.tuples(ODD_KEYS, ODD_KEYS).map("[{0[0]}.{0[1]}]".format),
    st.tuples(ODD_KEYS, ODD_VALUES).map("{0[0]} = {0[1]}".format),
)


def read(text: str) -> Rulebook:
    return parse(text.encode(), "contest.toml")


def refused(text: str | bytes) -> RulebookError:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(RulebookError) as caught:
        parse(data, "contest.toml")
    return caught.value


def problem(text: str) -> Problem:
    (only,) = refused(text).problems
    return only


def test_five_lines_are_a_contest() -> None:
    rules = read(FIVE_LINES)
    assert rules.contest.name == "短视频大赛"
    assert (rules.contest.opens, rules.contest.closes) == ("2025-07-01", "2025-08-25")
    assert rules.title == Rulebook().title
    assert rules.prizes == Rulebook().prizes


def test_an_empty_file_is_the_built_in_contest() -> None:
    assert read("") == Rulebook()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2025-08-25", "2025-08-25"),
        ('"2025-08-25"', "2025-08-25"),
        ('"2025-08-25 24:00"', "2025-08-25 24:00"),
        ("'2025-08-25 18:00'", "2025-08-25 18:00"),
        ("2025-08-25T18:00:00", "2025-08-25T18:00:00"),
        ("2025-08-25 18:00:00", "2025-08-25T18:00:00"),
        ("2025-08-25T18:00:00+08:00", "2025-08-25T18:00:00+08:00"),
        ('""', ""),
    ],
)
def test_a_date_may_be_toml_s_own_or_text(written: str, kept: str) -> None:
    assert read(f"[contest]\ncloses = {written}\n").contest.closes == kept


def test_tables_of_another_contest_replace_the_built_in_ones() -> None:
    rules = read(
        '[fields.category]\nvalues = ["短片", "长片"]\n'
        '[categories."短片"]\nlongest = 60\n'
        '[[prizes]]\nname = "金奖"\nnumber = 1\ncategory = "短片"\n'
    )
    assert rules.categories == {"短片": Category(longest=60)}
    assert list(rules.fields) == ["category"]
    assert rules.prizes == (Prize(name="金奖", number=1, category="短片"),)


def test_three_mistakes_are_three_problems_in_the_order_of_the_file() -> None:
    text = '[contest]\nnmae = "大赛"\n  closes = 3\n\n[media]\nshort_side = "klein"\n'
    error = refused(text)
    assert error.exit_code == 2
    assert error.arguments == {"path": "contest.toml", "number": 3}
    assert [(p.key, p.line, p.column) for p in error.problems] == [
        ("contest.nmae", 2, 0),
        ("contest.closes", 3, 2),
        ("media.short_side", 6, 0),
    ]
    assert [p.source for p in error.problems] == [
        'nmae = "大赛"', "  closes = 3", 'short_side = "klein"',
    ]  # fmt: skip
    assert error.problems[0].arguments == {"near": "name"}
    assert error.problems[1].arguments == {"expected": "text", "found": "number"}
    assert error.problems[2].arguments == {"expected": "number", "found": "text"}


def test_three_pieces_of_nonsense_are_told_at_once_too() -> None:
    text = '[contest]\ncloses = "morgen"\n[categories."短视频"]\nlongest = "lang"\n' \
        '[severity]\nT999 = "off"\n'  # fmt: skip
    assert [(p.key, p.line) for p in refused(text).problems] == [
        ("contest.closes", 2), ("categories.短视频.longest", 4), ("severity.T999", 6),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key", "near"),
    [
        ("[contst]\nname = 'x'\n", "contst", "contest"),
        ("[contest]\ncloes = 2025-08-25\n", "contest.cloes", "closes"),
        ("[media]\nshortside = 3\n", "media.shortside", "short_side"),
        ("[[prizes]]\nname = 'x'\nnumbr = 1\n", "prizes.1.numbr", "number"),
        ("[severity]\nM2002 = 'off'\n", "severity.M2002", "M202"),
    ],
)
def test_a_slip_in_a_key_brings_the_nearest_known_one(text: str, key: str, near: str) -> None:
    only = problem(text)
    assert only.key == key
    assert only.arguments["near"] == near
    assert only.line == text.count("\n", 0, text.index(key.rpartition(".")[2])) + 1


def test_a_key_like_no_other_gets_no_suggestion() -> None:
    assert "near" not in problem("[contest]\nxyzzy = 1\n").arguments


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[contest]\nopens = 2025-09-01\ncloses = 2025-08-25\n", "contest.closes"),
        ("[contest]\ncloses = '2025-08-25 25:00'\n", "contest.closes"),
        ("[contest]\nopens = 'gestern'\n", "contest.opens"),
        ("[contest]\ncloses = 10:00:00\n", "contest.closes"),
        ("[contest]\ncloses = '9999-12-31'\n", "contest.closes"),
        ("[contest]\ntimezone = 'Asia/Shenzhen'\n", "contest.timezone"),
        ("[contest]\ntimezone = ''\n", "contest.timezone"),
        ("[contest]\ntimezone = '/etc/passwd'\n", "contest.timezone"),
        ("[contest]\ntimezone = 'Asia'\n", "contest.timezone"),
        (f"[contest]\ntimezone = '{'a' * 300}'\n", "contest.timezone"),
        ("[title]\npattern = '{work'\n", "title.pattern"),
        ("[title]\npattern = '{work}{college}'\noptional = []\n", "title.pattern"),
        ("[title]\noptional = ['topik']\n", "title.optional"),
        ("[fields.form]\nvalues = ['']\n", "fields.form.values"),
        ("[fields.form]\nvalues = ['a']\naliases = {b = 'c'}\n", "fields.form.aliases"),
        ("[categories.'微视频']\nlongest = 1\n", "categories.微视频"),
        ("[media]\nlargest = 'viel'\n", "media.largest"),
        ("[media]\norientation = 'square'\n", "media.orientation"),
        ("[severity]\nT101 = 'fatal'\n", "severity.T101"),
        ("[[prizes]]\nname = 'x'\n[[prizes]]\nname = 'x'\n", "prizes.1.name"),
        ("[[prizes]]\nname = 'x'\nnumber = 0\n", "prizes.1.number"),
        ("[[prizes]]\nname = 'x'\ncategory = '微视频'\n", "prizes.1.category"),
        ("[[prizes]]\nnumber = 1\n", "prizes.1.name"),
        ("contest = 3\n", "contest"),
    ],
)
def test_one_piece_of_nonsense_is_one_problem_under_its_key(text: str, key: str) -> None:
    assert problem(text).key == key


def test_the_same_day_may_open_and_close_a_contest() -> None:
    assert read("[contest]\nopens = 2025-08-25\ncloses = 2025-08-25\n").contest.opens


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert parse(b"\xef\xbb\xbf" + FIVE_LINES.encode(), "x") == read(FIVE_LINES)


def test_windows_line_ends_are_no_mistake() -> None:
    assert read(FIVE_LINES.replace("\n", "\r\n")) == read(FIVE_LINES)


def test_another_encoding_is_named_with_its_line() -> None:
    error = refused(FIVE_LINES.encode("gbk"))
    assert error.arguments == {"path": "contest.toml", "line": 2}
    assert error.problems == ()


def test_what_is_no_toml_is_told_with_the_parser_s_reason() -> None:
    error = refused('[contest\nname = "x"\n')
    (problem,) = error.problems
    assert (problem.line, problem.source) == (1, "[contest")
    assert "]" in str(problem.arguments["reason"])


@settings(deadline=None)
@given(st.binary(max_size=200))
@example(b"a = " + b"[" * 5_000)
@example(b"\xff\xfe[\x00")
def test_any_bytes_are_a_rulebook_or_a_rulebook_error(data: bytes) -> None:
    with suppress(RulebookError):
        assert isinstance(parse(data, "x"), Rulebook)


def test_a_key_of_two_thousand_dots_is_refused_like_any_nonsense() -> None:
    refused("a." * 2_000 + "a = 1")


@settings(deadline=None)
@given(st.lists(LINES, max_size=8).map("\n".join))
def test_any_settings_are_a_rulebook_or_a_rulebook_error(text: str) -> None:
    try:
        assert isinstance(read(text), Rulebook)
    except RulebookError as error:
        lines = text.splitlines()
        for one in error.problems:
            assert one.line is None or one.source == lines[one.line - 1]


def test_a_file_is_read_and_a_missing_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "contest.toml"
    path.write_text(FIVE_LINES, "utf-8")
    assert load(path) == read(FIVE_LINES)
    for absent in (tmp_path / "other.toml", tmp_path):
        with pytest.raises(RulebookError) as caught:
            load(absent)
        assert caught.value.arguments["path"] == str(absent)


def test_the_digest_follows_every_setting_and_no_comment() -> None:
    base = digest(read(FIVE_LINES))
    assert base == digest(read(f"# a comment\n\n{FIVE_LINES}# another\n"))
    changes = ("[title]\noptional = []", "[media]\nshort_side = 721", "[severity]\nT114 = 'off'",
               "[channels]\npost = 'original'", "[[prizes]]\nname = 'x'")  # fmt: skip
    digests = {base, *(digest(read(f"{FIVE_LINES}{change}\n")) for change in changes)}
    assert len(digests) == len(changes) + 1
    assert digest(read(FIVE_LINES.replace("25", "24"))) not in digests
