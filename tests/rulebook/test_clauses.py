"""The rules in sentences: every clause says who sees to it."""

from __future__ import annotations

import pytest
from contests.published import Published, all_published

from contest.rulebook.clauses import Clause, clauses
from contest.rulebook.load import parse
from contest.rules import Rulebook
from contest.wording import Language, Wording

CONTESTS = all_published()


def said(text: str, language: Language = "en") -> list[str]:
    say = Wording(language).say
    return [say(c.message, **c.arguments) for c in clauses(parse(text.encode(), "x"))]


@pytest.mark.parametrize("contest", CONTESTS, ids=lambda c: c.name)
def test_a_clause_of_each_table_that_the_file_gives(contest: Published) -> None:
    told = {clause.path[0] for clause in clauses(contest.rules)}
    plain = Rulebook(categories={}, fields={}, prizes=())
    given = {path[0] for path in contest.reading.given if len(path) == 1}
    given = {name for name in given if getattr(contest.rules, name) != getattr(plain, name)}
    assert given - told <= {"rosters", "profiles", "categories"}


@pytest.mark.parametrize("contest", CONTESTS, ids=lambda c: c.name)
def test_whoever_ticks_and_whoever_sees_to_it_is_told(contest: Published) -> None:
    found = list(clauses(contest.rules))
    ticks = [c for c in found if c.by == "tick"]
    assert len(ticks) == len(contest.rules.checklist)
    assert all(c.by == "people" for c in found if c.heading in {"scoring", "duties"})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[contest]\ncloses = 2025-08-25\nclock = 'sent'\n",
         "Closes: 2025-08-25, Asia/Shanghai; what counts is when the sender sent it."),
        ("[lengths]\nlongest = '1分30秒'\n", "Length ≤ 1:30."),
        ("[lengths]\nlongest = 300\ncutoff = 720\npenalties = [{ over = 10, points = 1 }]\n",
         "From 0:10 too long on: −1 points."),
        ("[media]\nsmallest = '100 MB'\n", "File size ≥ 100 MB."),
        ("[[quotas]]\nper = ['person']\nmost = 3\n", "At most 3 entries for each person."),
        ("[[prizes]]\nname = 'x'\nshare = 0.15\n", "x: 15% of the accepted entries"),
        ("[[prizes]]\nname = 'x'\nranks = '11-20'\n", "x: ranks 11-20"),
        ("[[prizes]]\nname = 'x'\nworth = '100元'\n", "x: any number (100元)"),
        ("[rosters.units]\nnames = ['a', 'b']\nheads = 'n'\ncounted = 'share'\n"
         "columns = { n = { a = '4', b = '7' } }\n[fields.department]\nroster = 'units'\n",
         "“units” has 11 people."),
        ("[title]\npattern = '{work}'\n", "No form of title is asked for."),
    ],
)  # fmt: skip
def test_a_setting_is_said_in_a_sentence(text: str, sentence: str) -> None:
    assert sentence in said(text)


def test_a_clause_keeps_to_numbers_that_people_write() -> None:
    clause = Clause("video", "Length {limit}.", {"limit": "≤ 3:00"})
    assert clause.by == "program"
    assert "时长 ≤ 3:00。" in said("[lengths]\nlongest = '3:00'\n", "zh")
