"""A damaged ledger takes nothing more; a large one is looked through only before it is written."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from contest.errors import LedgerError
from contest.ledger import store
from contest.ledger.acts import Act
from contest.ledger.store import Store

ACT = Act(datetime(2025, 8, 26, 9, tzinfo=UTC), "王编辑", "test")


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A ledger with zeros where the rows of a table should be."""
    path = tmp_path / "contest.db"
    with Store(path, patience=0.1) as opened:
        with opened.write(ACT) as db:
            for _ in range(300):
                db.execute("INSERT INTO entries (status, fields) VALUES ('review', '{}')")
        size = opened.db.execute("PRAGMA page_size").fetchone()[0]
        page = opened.db.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'changes'"
        ).fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = bytes(size)
    path.write_bytes(content)
    return path


def test_a_damaged_ledger_is_not_opened(damaged: Path) -> None:
    with pytest.raises(LedgerError, match="damaged"):
        Store(damaged, patience=0.1)


def test_a_large_one_tells_what_it_can_and_takes_nothing(
    damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "SMALL", 0)
    before = damaged.read_bytes()
    with Store(damaged, patience=0.1) as opened:
        assert opened.db.execute("SELECT count(*) FROM entries").fetchone() == (300,)
        with pytest.raises(LedgerError, match="damaged"), opened.write(ACT) as db:
            db.execute("DELETE FROM entries")
    assert damaged.read_bytes() == before


def test_who_only_lists_has_a_small_one_looked_at_before_writing(damaged: Path) -> None:
    with Store(damaged, patience=0.1, checked=False) as opened:
        assert opened.db.execute("SELECT count(*) FROM entries").fetchone() == (300,)
        with pytest.raises(LedgerError, match="damaged"), opened.write(ACT) as db:
            db.execute("DELETE FROM entries")
