"""Every published contest: it can be said, it accepts what it should and names what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from running import REPOSITORY

from contest.model import Verdict
from contest.rulebook.load import load, parse
from contest.rulebook.write import render

from .published import (
    SORTS,
    Published,
    all_published,
    codes_of,
    report_on,
    table_of_clauses,
    too_many,
    warnings_of,
)

CONTESTS = all_published()
RECORDS = REPOSITORY.parent / "shared" / "data" / "contests.json"
ABOUT = {"id", "url", "organiser", "contest", "lang", "source_quality", "deadline_kind"}
"""Keys of a record that say where it is from, not what the call says."""

SUBMISSIONS = [
    pytest.param(contest, case, id=f"{contest.name}: {case['about']}")
    for contest in CONTESTS
    for case in contest.submissions()
]
QUOTAS = [
    pytest.param(contest, case, id=f"{contest.name}: {case['about']}")
    for contest in CONTESTS
    for case in contest.cases.get("quota", [])
]


def records() -> dict[int, dict[str, Any]]:
    """The calls' records, where this checkout has them beside it."""
    if not RECORDS.exists():
        pytest.skip("the records of published calls are not beside this checkout")
    return {record["id"]: record for record in json.loads(Path(RECORDS).read_text("utf-8"))}


def test_every_recorded_contest_is_here() -> None:
    assert [contest.number for contest in CONTESTS] == sorted(records())


@pytest.mark.parametrize("contest", CONTESTS, ids=lambda c: c.name)
def test_everything_that_the_call_says_has_clauses(contest: Published) -> None:
    said = set(records()[contest.number]) - ABOUT
    assert set(contest.cases["clauses"]) == said
    assert all(contest.cases["clauses"].values())


@pytest.mark.parametrize("contest", CONTESTS, ids=lambda c: c.name)
def test_the_rules_load_without_a_mistake_and_come_back_as_they_went(contest: Published) -> None:
    rules = contest.rules
    assert parse(render(rules, str).encode(), "x") == rules
    assert parse(render(rules, str, explain=False).encode(), "x") == rules


@pytest.mark.parametrize("contest", CONTESTS, ids=lambda c: c.name)
def test_every_clause_refers_to_what_the_file_says(contest: Published) -> None:
    ticks = {tick.name for tick in contest.rules.checklist}
    for key, sort, what in contest.clauses():
        assert sort in SORTS, (key, sort)
        if sort == "tick":
            assert what in ticks, (key, what)
        elif sort in {"program", "people"}:
            assert tuple(what.split(".")) in contest.reading.given, (key, what)
        else:
            assert what, key


@pytest.mark.parametrize("contest", CONTESTS, ids=lambda c: c.name)
def test_there_is_something_that_passes_and_something_that_fails(contest: Published) -> None:
    passing, *failing = contest.submissions()
    assert not passing["codes"]
    assert failing or contest.cases.get("quota")


@pytest.mark.parametrize(("contest", "case"), SUBMISSIONS)
def test_a_submission_is_judged_as_the_call_asks(contest: Published, case: dict[str, Any]) -> None:
    report = report_on(case, contest.rules)
    assert codes_of(report) == sorted(case["codes"])
    expected = case.get("verdict", "returned" if case["codes"] else "accepted")
    assert report.verdict is Verdict(expected)
    if "warnings" in case:
        assert warnings_of(report) == sorted(case["warnings"])
    for name, value in case.get("fields", {}).items():
        assert report.title.fields[name] == value
    if "field" in case:
        assert case["field"] in {f.field for f in report.findings if f.severity.value != "info"}


@pytest.mark.parametrize(("contest", "case"), QUOTAS)
def test_a_quota_names_the_works_that_are_too_many(
    contest: Published, case: dict[str, Any]
) -> None:
    assert too_many(case, contest.rules) == case["over"]


def test_the_table_of_clauses_counts_every_one_of_them() -> None:
    header, *rows, total = table_of_clauses(CONTESTS)
    assert len(rows) == len(CONTESTS)
    assert header[1:] == list(SORTS)
    for column, sort in enumerate(SORTS, 1):
        counted = sum(s == sort for contest in CONTESTS for _, s, _ in contest.clauses())
        assert int(total[column]) == counted


@pytest.mark.parametrize(
    ("name", "codes"),
    [("信息工程学院+食堂排队预测.zip", []), ("岭南科技大学+食堂排队预测.zip", ["T132"])],
)
def test_the_provincial_round_forbids_what_the_school_s_round_asks_for(
    name: str, codes: list[str]
) -> None:
    (school,) = (one for one in CONTESTS if one.number == 62)
    (file,) = school.rules.profiles.values()
    provincial = load(school.path.with_name(file))
    good = next(iter(school.submissions()))
    assert codes_of(report_on({**good, "files": [name]}, provincial)) == codes
