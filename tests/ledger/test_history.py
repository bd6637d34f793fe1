"""The record tells who did what when, in what order, and what was taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from contest.ledger.acts import Act
from contest.ledger.history import Wanted, changes, deeds, events, known, older, witness
from contest.ledger.record import event
from contest.ledger.seals import head
from contest.ledger.store import Store

START = datetime(2025, 8, 26, 9, tzinfo=UTC)
ALL = Wanted()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "contest.db", patience=0.1) as opened:
        for number, (who, command, told) in enumerate(
            [
                ("王编辑", "track", {1: "received", 2: "received"}),
                ("陈编辑", "entries returned", {2: "decided"}),
                ("王编辑", "awards grant", {1: "granted"}),
            ]
        ):
            do(opened, Act(START + timedelta(hours=number), who, command), told)
        yield opened


def do(store: Store, act: Act, told: dict[int, str]) -> None:
    with store.write(act) as db:
        for entry, what in told.items():
            if what == "received":
                db.execute("INSERT INTO entries (status, fields) VALUES ('review', '{}')")
            else:
                db.execute("UPDATE entries SET work_key = ? WHERE id = ?", [what, entry])
            event(db, act, what, entry=entry, after={"x": 1}, reason="因为")


def numbers(store: Store, wanted: Wanted = ALL, most: int | None = None) -> list[int]:
    return [deed.number for deed in deeds(store.db, wanted, most)]


def test_the_newest_act_comes_first_with_all_that_is_to_say_of_it(store: Store) -> None:
    last, _, first = deeds(store.db, Wanted())
    assert (last.number, last.actor, last.command) == (3, "王编辑", "awards grant")
    assert last.at == START + timedelta(hours=2)
    assert last.seal == head(store.db)
    assert (first.entries, first.what, first.changes) == (2, {"received": 2}, 2)
    assert first.undone_by is None


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(entries=(2,)), [2, 1]),
        (Wanted(entries=(1, 2)), [3, 2, 1]),
        (Wanted(entries=(9,)), []),
        (Wanted(act=2), [2]),
        (Wanted(actor="王编辑"), [3, 1]),
        (Wanted(since=START + timedelta(hours=1)), [3, 2]),
        (Wanted(since=(START + timedelta(hours=1)).astimezone()), [3, 2]),
        (Wanted(after=2), [3]),
        (Wanted(entries=(1,), actor="陈编辑"), []),
    ],
)
def test_only_what_is_wanted_is_told(store: Store, wanted: Wanted, found: list[int]) -> None:
    assert numbers(store, wanted) == found


def test_pages_leave_nothing_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contest.ledger.history.PAGE", 2)
    assert numbers(store) == [3, 2, 1]
    assert numbers(store, most=1) == [3]
    assert numbers(store, most=3) == [3, 2, 1]
    assert older(store.db, Wanted(), 3) == 2
    assert older(store.db, Wanted(actor="王编辑"), 3) == 1
    assert numbers(store, most=0) == []


def test_of_an_entry_only_its_own_events_are_told_and_counted(store: Store) -> None:
    (first,) = [d for d in deeds(store.db, Wanted(entries=(2,))) if d.number == 1]
    assert first.what == {"received": 1}
    (told,) = events(store.db, 1, [2])
    assert (told.entry, told.what, told.after, told.reason) == (2, "received", {"x": 1}, "因为")
    assert len(list(events(store.db, 1))) == 2


def test_the_rows_of_an_entry_are_those_that_are_shown(store: Store) -> None:
    assert [c.row for c in changes(store.db, 1)] == ["[1]", "[2]"]
    assert [c.row for c in changes(store.db, 1, [2])] == ["[2]"]
    (change,) = changes(store.db, 2)
    assert change.before is not None
    assert change.after is not None
    assert (change.before["work_key"], change.after["work_key"]) == (None, "decided")


def test_an_act_that_was_taken_back_says_by_which(store: Store) -> None:
    do(store, Act(START, "王编辑", "undo", undoes=2), {2: "undone"})
    found = {deed.number: (deed.undoes, deed.undone_by) for deed in deeds(store.db, Wanted())}
    assert found == {1: (None, None), 2: (None, 4), 3: (None, None), 4: (2, None)}


def test_an_entry_that_is_gone_is_still_told_of(store: Store) -> None:
    act = Act(START, "王编辑", "undo")
    with store.write(act) as db:
        db.execute("DELETE FROM entries WHERE id = 2")
    assert known(store.db, 2)
    assert not known(store.db, 3)
    assert [told.what for told in events(store.db, 1, [2])] == ["received"]


def test_a_seal_from_a_list_is_found_again(store: Store) -> None:
    seal = head(store.db)
    assert seal is not None
    do(store, Act(START, "王编辑", "track"), {3: "received"})
    found = witness(store.db, seal.value[:16])
    assert found is not None
    assert (found.seal, found.sound, found.actor) == (seal, True, "王编辑")
    assert witness(store.db, "0" * 16) is None
    assert witness(store.db, "") is None  # all of them begin so
