"""Which entries look alike is looked up from each to the others, never among all pairs."""

from __future__ import annotations

from pathlib import Path

from contest.ledger.alike import _PAIRS
from contest.ledger.store import Store


def test_every_step_is_a_look_up(tmp_path: Path) -> None:
    with Store(tmp_path / "contest.db", patience=0.1) as store:
        plan = store.db.execute(f"EXPLAIN QUERY PLAN {_PAIRS.format(only='1')}", {"only": None})
        steps = [row[3] for row in plan]
    scans = [step for step in steps if step.startswith("SCAN") and "VIRTUAL" not in step]
    assert {step.removesuffix(" USING COVERING INDEX entries_by_standing") for step in scans} == {
        "SCAN e"
    }
    assert not [step for step in steps if "AUTOMATIC" in step]
