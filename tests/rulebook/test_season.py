"""Another season: new dates in an old file, everything else as it was written."""

from __future__ import annotations

import tomllib

import pytest

from contest.rulebook.load import parse
from contest.rulebook.season import with_dates
from contest.rulebook.templates import Template, template, templates

LAST = """\
# Our contest, second season
[contest]
name = "城市短片赛"
closes = 2025-08-25            # a Monday
corrections = "2025-08-28 周四 18:00"

[[milestones]]                 # with a remark
name = "公示"
kind = "publicity"
begins = 2025-09-01
ends = "2025年9月7日"
[[extensions]]
work = "微光"
until = 2025-08-27
reason = "邮箱故障"

[scoring.votes]
opens = 2025-08-26
closes = "2025-08-30 18:00"
"""


def test_all_dates_move_with_the_closing_and_remarks_stay() -> None:
    text = with_dates(LAST, "2026-07-01", "2026-08-24")
    tree = tomllib.loads(text)
    assert tree["contest"] == {
        "name": "城市短片赛", "opens": "2026-07-01", "closes": "2026-08-24",
        "timezone": "Asia/Shanghai", "corrections": "2026-08-27  18:00",
    }  # fmt: skip
    assert tree["milestones"][0] | {} == {
        "name": "公示", "kind": "publicity", "begins": "2026-08-31", "ends": "2026年09月06日",
    }  # fmt: skip
    assert tree["scoring"]["votes"] == {"opens": "2026-08-25", "closes": "2026-08-29 18:00"}
    assert "extensions" not in tree
    assert "# Our contest, second season" in text
    assert "# with a remark" in text
    parse(text.encode(), "x")


def test_without_new_dates_only_missing_lines_are_added() -> None:
    text = with_dates(LAST, None, None)
    assert set(text.splitlines()) - set(LAST.splitlines()) == {
        'opens = ""', 'timezone = "Asia/Shanghai"',
    }  # fmt: skip


def test_a_closing_that_is_no_day_leaves_the_other_dates_alone() -> None:
    tree = tomllib.loads(with_dates(LAST.replace("2025-08-25", '""'), None, "2026-08-24"))
    assert tree["milestones"][0]["ends"] == "2025年9月7日"
    assert tree["contest"]["closes"] == "2026-08-24"


@pytest.mark.parametrize("one", templates(), ids=lambda one: one.name)
def test_a_template_says_where_it_is_from_and_takes_new_dates(one: Template) -> None:
    name, contest, about, source = one
    text = template(name)
    assert text is not None
    assert contest
    assert about
    assert source
    rules = parse(with_dates(text, "2027-01-01", "2027-06-30").encode(), name)
    assert (rules.contest.opens, rules.contest.closes) == ("2027-01-01", "2027-06-30")
    for key in ("name", "opens", "closes", "timezone"):
        assert f"\n{key} = " in with_dates(text, None, None)


def test_there_are_at_least_eight_templates_and_no_other_name_is_one() -> None:
    assert len(templates()) >= 8
    assert template("../load") is None
    assert template("") is None
