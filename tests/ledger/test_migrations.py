"""Every migration, on a ledger that was left before it: the rows stay, and so does a copy of the
ledger as it was; and the program goes on with it."""

# the names are the schema's own
from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pens import by_hand
from running import Outcome, contest
from sqlite_utils import Database, Migrations

from contest.errors import ContestError, LedgerError
from contest.ledger import store as stores
from contest.ledger.audit import astray
from contest.ledger.schema import MIGRATIONS
from contest.ledger.seals import broken, seal
from contest.ledger.store import Store
from ledger.shapes import before, content

NAMES = [migration.name for migration in MIGRATIONS.pending(Database(memory=True))]

SHIPPED = {
    "m001_first": "9fde6f0dcbeadc2f",
    "m002_standing": "78b63fb6a2d4383c",
    "m003_links": "05602fbcdfcf5d56",
    "m004_quoted_links": "c5620dfe0359115e",
    "m005_looks": "35b00a47ed1c6489",
    "m006_record": "b5b1a05bf0915621",
    "m007_views": "a0e532df91e3c4f8",
    "m008_corrections": "1ea9556b37ba9259",
    "m009_claims": "e7ed57804b717b9d",
    "m010_board": "e716be0fe0c48388",
    "m011_current": "fc9343fd3c507a5d",
}
"""What each migration makes of the schema, as a hash. A shipped one is never edited, so neither is
a line here; the next migration brings one more."""


def made(names: list[str]) -> dict[str, str]:
    """What each migration adds to the schema or makes of its parts, as a hash."""
    fresh, found = Database(memory=True), {}
    known: set[tuple[str]] = set()
    for name, following in zip(names, [*names[1:], None], strict=True):
        MIGRATIONS.apply(fresh, stop_before=following)
        now = set(fresh.execute("SELECT coalesce(sql, name) FROM sqlite_master"))
        added = sorted(sql for (sql,) in now - known if "_sqlite_migrations" not in sql)
        found[name], known = hashlib.sha256("\n".join(added).encode()).hexdigest()[:16], now
    return found


def sound(path: Path) -> list[str]:
    """Whatever is wrong with a ledger, once this program has opened it."""
    with Store(path, patience=1) as store:
        assert MIGRATIONS.pending(store.db) == []
        assert store.db.execute("SELECT count(*) FROM seals").fetchone() != (0,)
        return [*store.examine(), *broken(store.db), *map(str, astray(store.db))]


@pytest.mark.parametrize("name", NAMES)
def test_the_rows_stay_and_a_copy_of_what_was(filled: Path, tmp_path: Path, name: str) -> None:
    path = before(name, filled, tmp_path / "c")
    was = content(path)
    assert bool(was) == (name != NAMES[0])
    if was:
        assert sound(path) == []
    else:
        Store(path, patience=1).db.close()
    assert content(path, was) == was
    copies = list(path.parent.glob("contest.db.*"))
    assert [p.name for p in copies] == ([f"contest.db.before-{name}"] if was else [])
    for copy in copies:
        assert content(copy) == was
        assert copy.stat().st_mode & 0o777 == 0o600
        with closing(sqlite3.connect(copy)) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert name not in [m.name for m in MIGRATIONS.applied(Database(db))]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES[1:])
def test_the_program_goes_on_with_it(filled: Path, tmp_path: Path, name: str) -> None:
    path = before(name, filled, tmp_path / "c")

    def call(*words: str | Path, code: int = 0) -> Outcome:
        done = contest("--dir", path.parent, *words)
        assert done.code == code, done.err
        return done

    found = call("entries", "list", "--format", "json").json()["results"]
    with closing(sqlite3.connect(path)) as db:
        alone = db.execute("SELECT id FROM entries WHERE merged IS NULL ORDER BY id").fetchall()
    assert [(entry["entry"],) for entry in found] == alone
    (shown,) = call("entries", "show", "1", "--format", "json").json()["results"]
    assert (shown["entry"], shown["status"]) == (1, "returned")
    people = {table: rows for table, rows in content(path).items() if table in {"awards", "ticks"}}
    inbox = filled.parent.parent / "inbox"
    call("track", inbox, code=1)
    again = call("track", inbox, "--format", "json", code=1).json()["summary"]
    assert again["unchanged"] == again["submissions"] > 5
    assert content(path, people) == people
    (award,) = call("awards", "list", "--format", "json").json()["results"]
    call("awards", "revoke", str(award["entry"]), award["prize"], "--reason", "还早")
    # Columns that came later are written down too, and taken back.
    call("entries", "edit", "4", "--set", "work=读报人", "--reason", "来电")
    with closing(sqlite3.connect(path)) as db:
        (noted,) = db.execute("SELECT after FROM changes ORDER BY id DESC LIMIT 1").fetchone()
    assert "读报人" in json.loads(noted)["edits"]
    assert sound(path) == []
    call("undo")
    call("doctor")
    assert sound(path) == []


@pytest.mark.parametrize("name", NAMES[1:])
def test_a_migration_that_fails_changes_nothing(
    filled: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = before(name, filled, tmp_path / "c")
    was = content(path)
    failing = Migrations("contest")
    for migration in MIGRATIONS.pending(Database(memory=True)):
        failing(name=migration.name)(migration.fn)

    @failing()
    def m999_fails(db: Database) -> None:
        db.execute("CREATE TABLE half (a TEXT) STRICT")
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(stores, "MIGRATIONS", failing)
        for _ in range(2):
            with pytest.raises(ContestError, match="full"):
                Store(path, patience=1)
    assert content(path) == was
    (copy,) = path.parent.glob("contest.db.*")  # the second one was the same
    assert content(copy) == was
    assert sound(path) == []
    assert content(path, was) == was


def test_a_copy_of_another_state_is_never_written_over(filled: Path, tmp_path: Path) -> None:
    """An old backup is put back, after a newer state was kept."""
    path = before(NAMES[-1], filled, tmp_path / "c")
    shutil.copy(path, tmp_path / "old.db")
    with by_hand(path) as db:
        db.execute("UPDATE awards SET reason = 'the newer state'")
    with closing(sqlite3.connect(path)) as db, db:
        seal(Database(db), db.execute("SELECT max(id) FROM acts").fetchone()[0])
    newer = content(path)
    assert sound(path) == []
    shutil.copy(tmp_path / "old.db", path)
    older = content(path)
    assert sound(path) == []
    kept = path.with_name(f"contest.db.before-{NAMES[-1]}")
    assert content(kept) == newer
    assert content(kept.with_name(f"{kept.name}-2")) == older


def test_another_program_may_be_faster(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both saw what is to be done; the second must not keep what the first has made of it."""
    path = before(NAMES[-1], filled, tmp_path / "c")
    was = content(path)
    faster: list[list[str]] = []
    upgrade = Store._upgrade

    def late(self: Store) -> None:
        if not faster:
            faster.append([])
            faster.append(sound(path))
        upgrade(self)

    monkeypatch.setattr(Store, "_upgrade", late)
    assert sound(path) == []
    assert faster == [[], []]
    (kept,) = path.parent.glob("contest.db.*")
    assert content(kept) == was
    assert content(path, was) == was


def test_half_a_copy_is_none(filled: Path, tmp_path: Path) -> None:
    """A run was killed while it made one."""
    path = before(NAMES[-1], filled, tmp_path / "c")
    kept = path.with_name(f"contest.db.before-{NAMES[-1]}")
    kept.with_name(f"{kept.name}.part").write_bytes(b"SQLite format 3\0, but only half")
    was = content(path)
    assert sound(path) == []
    assert [p.name for p in path.parent.glob("contest.db.*")] == [kept.name]
    assert content(kept) == was


def test_a_newer_ledger_is_left_alone(filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "contest.db"
    shutil.copy(filled, path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('contest', 'm998_of_tomorrow', '')"
        )
    was = path.read_bytes()
    with pytest.raises(LedgerError) as refused:
        Store(path, patience=1)
    assert refused.value.arguments["reason"] == "m998_of_tomorrow"
    assert path.read_bytes() == was
    assert [p.name for p in tmp_path.iterdir()] == ["contest.db"]


def test_a_shipped_migration_is_never_edited() -> None:
    assert made(NAMES) == SHIPPED
