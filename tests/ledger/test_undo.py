"""Undo puts back every row that an act has changed, and nothing that others have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from contest.errors import RefusedError
from contest.ledger import alike, awards, decide
from contest.ledger.acts import Act
from contest.ledger.record import record
from contest.ledger.seals import broken
from contest.ledger.store import Store
from contest.ledger.trail import TRAILED
from contest.ledger.undo import latest, taken_back, undo
from contest.model import (
    Aspect,
    Channel,
    Kind,
    Outcome,
    Report,
    Status,
    Submission,
    Times,
    Title,
    Verdict,
)
from contest.rules import Prize

START = datetime(2025, 8, 26, 9, tzinfo=UTC)


def act(minute: int, actor: str = "王编辑", undoes: int | None = None) -> Act:
    return Act(START + timedelta(minutes=minute), actor, "test", undoes)


def arrived(key: str, work: str) -> Report:
    return Report(
        submission=Submission(
            source="x.csv", part=None, channel=Channel.POST, key=key, sender=None,
            times=Times(received_at=START), files=(), duration=61.25,
        ),
        kind=Kind.ENTRY, reason="title",
        title=Title(text=work, fields={"work": work, "author": "张三"}, where="text"),
        findings=(), aspects=dict.fromkeys(Aspect, Outcome.PASS), verdict=Verdict.ACCEPTED,
        late_by=None, media=(),
    )  # fmt: skip


def content(db: Database) -> dict[str, list[tuple[object, ...]]]:
    order = "SELECT * FROM {} ORDER BY 1, 2"
    return {table: db.execute(order.format(table)).fetchall() for table in TRAILED}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "contest.db", patience=0.1) as opened:
        take(opened, act(0), "one", "two", "three")
        yield opened


def take(store: Store, by: Act, *works: str) -> None:
    with store.write(by) as db:
        for work in works:
            record(db, arrived(work, work), raw=None, entry=None, rules="r", act=by)


def accept(store: Store, by: Act, entry: int, status: Status = Status.RETURNED) -> None:
    with store.write(by) as db:
        decide.decide(db, entry, status, reason="r", act=by)


def back(store: Store, number: int, by: Act) -> list[int]:
    with store.write(by) as db:
        return undo(db, number, reason="误", act=by)


def test_a_decision_is_taken_back_and_made_again(store: Store) -> None:
    before = content(store.db)
    accept(store, act(1), 2)
    changed = content(store.db)
    assert changed != before
    assert back(store, 2, act(2, undoes=2)) == [2]
    assert content(store.db) == before
    assert taken_back(store.db, 2) == 3
    assert back(store, 3, act(3, undoes=3)) == [2]  # undo of an undo
    assert content(store.db) == changed
    assert (taken_back(store.db, 3), taken_back(store.db, 2)) == (4, None)
    assert broken(store.db) == []


def test_what_arrived_is_taken_back_as_a_whole_and_its_numbers_are_not_given_again(
    store: Store,
) -> None:
    before = content(store.db)
    take(store, act(1), "four", "five")
    assert back(store, 2, act(2, undoes=2)) == [4, 5]
    assert content(store.db) == before
    take(store, act(3), "four")
    assert [row[0] for row in store.db.execute("SELECT id FROM entries ORDER BY 1")] == [1, 2, 3, 6]
    told = store.db.execute("SELECT what FROM events WHERE entry = 4 ORDER BY id").fetchall()
    assert [row[0] for row in told] == ["received", "undone"]


def test_what_others_have_built_on_it_stays_and_is_named(store: Store) -> None:
    take(store, act(1), "four")
    accept(store, act(2), 4, Status.ACCEPTED)
    with store.write(act(3)) as db:
        awards.grant(db, 4, Prize(name="一等奖", number=1), rank=None, reason="", act=act(3))
    before = content(store.db)
    with pytest.raises(RefusedError) as refused:
        back(store, 2, act(4, undoes=2))
    assert refused.value.arguments == {"act": 2, "other": 3}
    assert content(store.db) == before
    back(store, 3, act(5, undoes=3))  # it is accepted without anybody's word
    with pytest.raises(RefusedError) as refused:
        back(store, 2, act(6, undoes=2))
    assert refused.value.arguments == {"act": 2, "other": 4}
    for number in (4, 2):
        back(store, number, act(5 + number, undoes=number))
    assert len(content(store.db)["entries"]) == 3


def test_each_act_is_taken_back_by_itself_where_they_touch_other_rows(store: Store) -> None:
    accept(store, act(1), 1)
    accept(store, act(2), 2)
    back(store, 2, act(3, undoes=2))
    states = store.db.execute("SELECT status FROM entries ORDER BY id").fetchall()
    assert [row[0] for row in states] == ["accepted", "returned", "accepted"]


def test_what_is_said_of_two_is_taken_back(store: Store) -> None:
    before = content(store.db)
    for minute, same in ((1, True), (2, False)):
        with store.write(act(minute)) as db:
            alike.decide(db, 1, 2, same=same, reason="", act=act(minute))
    assert back(store, 3, act(3, undoes=3)) == [1, 2]
    assert content(store.db)["same_works"][0][2] == 1
    back(store, 2, act(4, undoes=2))
    assert content(store.db) == before


@pytest.mark.parametrize("number", [99, 2])
def test_nothing_is_taken_back_twice_or_out_of_nothing(store: Store, number: int) -> None:
    accept(store, act(1), 2)
    back(store, 2, act(2, undoes=2))
    before = content(store.db)
    with pytest.raises(RefusedError):
        back(store, number, act(3, undoes=number))
    assert content(store.db) == before


def test_the_last_act_of_a_person_is_theirs_and_stands(store: Store) -> None:
    accept(store, act(1, "陈"), 1)
    accept(store, act(2), 2)
    accept(store, act(3, "陈"), 3)
    assert (latest(store.db), latest(store.db, "王编辑"), latest(store.db, "陈")) == (4, 3, 4)
    back(store, 4, act(4, "陈", undoes=4))
    assert (latest(store.db), latest(store.db, "陈"), latest(store.db, "林")) == (3, 2, None)
