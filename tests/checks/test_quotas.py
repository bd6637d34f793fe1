"""How many entries a person, a department or a school may have; who came first."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from contest.checks.quotas import Shortfall, Work, exceeding, shortfalls, values_of
from contest.rules import Contest, Field, Quota, Roster, Rulebook

from .cases import RULES, case, found


def works(*fields: Mapping[str, str | None]) -> list[Work]:
    return [
        Work(n, f, f"2025-08-01T00:00:{n:02}", f.get("sender")) for n, f in enumerate(fields, 1)
    ]


def over(given: list[Work], *quotas: Quota, first: int | None = None) -> dict[int, list[str]]:
    contest = Contest(first=first)
    rules = replace(RULES, quotas=quotas, contest=contest)
    return {n: [f.code for f in faults] for n, faults in exceeding(given, rules).items()}


PERSON = Quota(per=("person",), most=1)


def test_co_authors_are_counted_and_the_earliest_count() -> None:
    three = works({"author": "张三、李四"}, {"author": "王五"}, {"author": "李四"})
    assert over(three, PERSON) == {3: ["E101"]}


def test_the_latest_count_where_the_rules_say_so() -> None:
    three = works({"author": "张三"}, {"author": "张三"}, {"author": "张三"})
    assert over(three, Quota(per=("author",), most=1, counts="latest")) == {
        1: ["E101"],
        2: ["E101"],
    }


def test_the_order_of_arrival_decides_and_not_that_of_the_numbers() -> None:
    late, early = works({"author": "张三"}, {"author": "张三"})
    late = late._replace(received_at="2025-08-09")
    assert over([late, early], PERSON) == {1: ["E101"]}


def test_what_was_returned_takes_no_place() -> None:
    one, two = works({"author": "张三"}, {"author": "张三"})
    assert over([one._replace(sound=False), two], PERSON) == {}


def test_what_is_too_many_under_one_quota_takes_no_place_under_another() -> None:
    quotas = (
        Quota(per=("school",), most=2, category="剧情"), Quota(per=("school",), most=3),
    )  # fmt: skip
    kinds = ("剧情", "剧情", "剧情", "纪录", "纪录")
    given = works(*({"school": "一中", "category": kind} for kind in kinds))
    assert over(given, *quotas) == {3: ["E101"], 5: ["E101"]}


def test_a_quota_of_one_category_or_form_counts_only_those() -> None:
    given = works(
        {"author": "张三", "form": "个人"}, {"author": "张三", "form": "团队"},
        {"author": "张三", "form": "个人"},
    )  # fmt: skip
    assert over(given, Quota(per=("author",), most=1, form="个人")) == {3: ["E101"]}


def test_names_are_compared_as_people_read_them() -> None:
    given = works({"department": "编辑部"}, {"department": "编辑 部"})
    assert over(given, Quota(per=("department",), most=1)) == {2: ["E101"]}


def test_only_the_first_so_many_take_part() -> None:
    given = works(*({"author": name} for name in "甲乙丙"))
    assert over(given, first=2) == {3: ["E102"]}


@given(
    st.lists(st.sampled_from(["张三", "李四", "张三、李四", "王五"]), max_size=12),
    st.integers(1, 3),
)
def test_what_remains_keeps_to_the_quota_and_nothing_else_is_refused(
    authors: list[str], most: int
) -> None:
    given = works(*({"author": author} for author in authors))
    quota = Quota(per=("person",), most=most)
    refused = set(over(given, quota))
    kept = [work for work in given if work.entry not in refused]
    counts: dict[str, int] = {}
    for work in kept:
        for value in values_of(work, quota.per):
            counts[value] = counts.get(value, 0) + 1
    assert all(number <= most for number in counts.values())
    for work in given:
        if work.entry in refused:
            before = [w for w in kept if w.entry < work.entry]
            full = [
                sum(value in values_of(w, quota.per) for w in before) >= most
                for value in values_of(work, quota.per)
            ]
            assert any(full)


def test_a_roster_tells_also_those_that_have_none() -> None:
    rules = Rulebook(
        fields={"department": Field(roster="units")},
        rosters={"units": Roster(names=("编辑部", "摄影部", "工会"))},
        quotas=(Quota(per=("department",), least=2),),
    )
    given = works({"department": "编辑部"}, {"department": "编辑部"}, {"department": "工会"})
    assert list(shortfalls(given, rules)) == [Shortfall("摄影部", 0, 2), Shortfall("工会", 1, 2)]


@pytest.mark.parametrize(
    ("author", "codes"),
    [("张三、李四", []), ("张三、李四、王五、赵六", ["E103"]), ("张三", [])],
)
def test_a_team_that_the_title_names_has_a_size(author: str, codes: list[str]) -> None:
    rules = replace(RULES, team=replace(RULES.team, least=2, most=3))
    one = case(f"[团队]-[短视频]-[微光]-[{author}+编辑部]", rules=rules)
    assert [code for code in found(one) if code[0] == "E"] == codes
