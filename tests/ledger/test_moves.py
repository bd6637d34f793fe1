"""Every pair of statuses, walked: what the table has is done, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest
from rows import submission

from contest.errors import RefusedError
from contest.ledger.current import settle
from contest.ledger.decide import decide
from contest.ledger.moves import MOVES, may
from contest.ledger.record import Act
from contest.ledger.store import Store
from contest.model import Status

ACT = Act(datetime(2025, 8, 25, tzinfo=UTC), "陈编辑", "test")
VERDICTS = ("accepted", "returned", "review")
PAIRS = list(product(Status, Status))


def made(store: Store, status: Status, verdict: str = "accepted") -> None:
    """An entry of this status; a person has decided so where the program could not."""
    decided = status.value if status in {Status.WITHDRAWN, Status.DISQUALIFIED} else None
    with store.write(ACT) as db:
        db.execute(
            "INSERT INTO entries (id, status, decided, fields, current) VALUES (1, ?, ?, '{}', 1)",
            [status.value, decided],
        )
        db.execute(submission(id="1", entry="1", version="1", verdict=f"'{verdict}'"))


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_a_person_moves_what_the_table_says(tmp_path: Path, source: Status, target: Status) -> None:
    with Store(tmp_path / "contest.db", patience=0.1) as store:
        made(store, source)
        said = store.db.execute("SELECT decided FROM entries").fetchone()[0] == target
        if may(source, target, "a person") or said:
            with store.write(ACT) as db:
                assert decide(db, 1, target, reason="", act=ACT) is not said
        else:
            with store.write(ACT) as db, pytest.raises(RefusedError):
                decide(db, 1, target, reason="", act=ACT)
        (status,) = store.db.execute("SELECT status FROM entries").fetchone()
        assert status == (target if may(source, target, "a person") else source)


@pytest.mark.parametrize(("source", "verdict"), list(product(Status, VERDICTS)))
def test_the_program_moves_what_the_table_says(
    tmp_path: Path, source: Status, verdict: str
) -> None:
    with Store(tmp_path / "contest.db", patience=0.1) as store:
        made(store, source, verdict)
        with store.write(ACT) as db:
            settle(db, 1)
        (status,) = store.db.execute("SELECT status FROM entries").fetchone()
        assert status == (verdict if may(source, Status(verdict), "the program") else source)


def test_the_program_never_ends_an_entry_s_part_in_the_contest() -> None:
    ends = {Status.WITHDRAWN, Status.DISQUALIFIED}
    assert not [move for move in MOVES if move.by == "the program" and move.target in ends]


def test_no_way_stands_twice() -> None:
    ways = [(move.source, move.target, move.by) for move in MOVES]
    assert len(set(ways)) == len(ways)
