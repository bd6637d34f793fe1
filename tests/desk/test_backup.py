"""A backup is whole or not there, and what comes back is what went in."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from running import contest

from contest.desk.backup import backup
from contest.desk.folder import Folder, open_folder
from contest.desk.restore import restore
from contest.errors import ContestError, RefusedError, UsageError

AT = datetime(2025, 8, 26, 15, 10, tzinfo=UTC)


def dump(path: Path) -> list[str]:
    with sqlite3.connect(path / "contest.db") as db:
        return list(db.iterdump())


def tree(path: Path) -> dict[str, bytes]:
    """Every file but the ledger, whose bytes may differ where it says the same."""
    return {
        str(file.relative_to(path)): file.read_bytes()
        for file in sorted(path.rglob("*"))
        if file.is_file() and file.name != "contest.db" and "backups" not in file.parts
    }


def back(path: Path, target: Path, *, dry_run: bool = False, force: bool = False) -> object:
    return restore(path, target, AT, dry_run=dry_run, force=force)


def test_what_comes_back_is_what_went_in(kept: Folder, tmp_path: Path) -> None:
    done = backup(kept, None, AT)
    assert done.path == kept.path / "backups" / "c-20250826-2310.zip"
    assert done.path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in done.path.parent.iterdir()] == [done.path.name]
    back(done.path, tmp_path / "new")
    assert dump(tmp_path / "new") == dump(kept.path)
    assert tree(tmp_path / "new") == tree(kept.path)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert contest("--dir", tmp_path / "new", "doctor").code == 0


def test_the_manifest_says_what_is_in_it(kept: Folder) -> None:
    done = backup(kept, None, AT)
    with zipfile.ZipFile(done.path) as packed:
        manifest = json.loads(packed.read("manifest.json"))
        names = set(packed.namelist())
        assert {info.compress_type for info in packed.infolist()} == {zipfile.ZIP_STORED}
    assert manifest["format"] == 1
    assert manifest["made_at"] == "2025-08-26T23:10:00+08:00"
    assert {m["name"] for m in manifest["members"]} | {"manifest.json"} == names
    assert {"rules/names/单位.txt", "rules/省.toml", "contest.toml", "contest.db"} <= names
    assert manifest["awards"] == 1
    assert manifest["seal"]["number"] > 0


def test_a_second_backup_in_a_minute_has_another_name(kept: Folder, tmp_path: Path) -> None:
    first, second = backup(kept, None, AT).path, backup(kept, None, AT).path
    assert first != second
    assert backup(kept, tmp_path, AT, files=False).path.parent == tmp_path
    with pytest.raises(UsageError):
        backup(kept, first, AT)
    assert first.exists()


def test_without_files_the_ledger_says_which_are_absent(kept: Folder, tmp_path: Path) -> None:
    path = backup(kept, tmp_path / "small.zip", AT, files=False).path
    found = restore(path, tmp_path / "new", AT, dry_run=False, force=False)
    assert found.absent == len(list(kept.path.glob("files/??/*")))
    assert dump(tmp_path / "new") == dump(kept.path)


def test_bytes_that_are_missing_or_changed_stop_no_backup(kept: Folder, tmp_path: Path) -> None:
    first, second = sorted(kept.path.glob("files/??/*"))[:2]
    first.unlink()
    second.write_bytes(b"other")
    done = backup(kept, tmp_path / "a.zip", AT)
    assert set(done.manifest.faults) == {first.name, second.name}
    found = restore(done.path, tmp_path / "new", AT, dry_run=False, force=False)
    assert not (tmp_path / "new" / "files" / second.name[:2] / second.name).exists()
    assert found.absent == 1


def test_a_contest_in_which_nothing_was_recorded_can_be_kept(tmp_path: Path) -> None:
    contest("init", tmp_path / "c")
    done = backup(open_folder(tmp_path / "c", tmp_path), None, AT)
    assert (done.manifest.seal, done.manifest.entries, done.manifest.kept) == (None, 0, 0)
    back(done.path, tmp_path / "new")
    assert contest("--dir", tmp_path / "new", "track").code == 0


def test_a_dry_run_writes_nothing_and_says_what_would_be_lost(kept: Folder, tmp_path: Path) -> None:
    path = backup(kept, tmp_path / "a.zip", AT).path
    contest("--dir", kept.path, "awards", "revoke", "1", "一等奖")
    before = dump(kept.path), tree(kept.path)
    found = restore(path, kept.path, AT, dry_run=True, force=False)
    assert (found.lost, found.absent, found.broken) == (1, 0, False)
    assert found.before is not None
    assert (found.before.awards, found.manifest.awards) == (0, 1)
    assert (dump(kept.path), tree(kept.path)) == before
    back(path, tmp_path / "new", dry_run=True)
    assert not (tmp_path / "new").exists()


def test_a_contest_is_replaced_only_by_force_and_kept(kept: Folder, tmp_path: Path) -> None:
    path = backup(kept, tmp_path / "a.zip", AT).path
    then = dump(kept.path)
    contest("--dir", kept.path, "awards", "revoke", "1", "一等奖")
    now = dump(kept.path)
    with pytest.raises(RefusedError):
        back(path, kept.path)
    assert dump(kept.path) == now
    done = restore(path, kept.path, AT, dry_run=False, force=True)
    assert dump(kept.path) == then
    assert done.kept is not None
    back(done.kept, kept.path, force=True)
    assert dump(kept.path) == now


def test_a_record_that_has_parted_is_told(kept: Folder, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(kept.path, other, symlinks=True)
    contest("--dir", other, "awards", "revoke", "1", "一等奖", "--reason", "x")
    path = backup(open_folder(other, other), tmp_path / "a.zip", AT).path
    contest("--dir", kept.path, "entries", "return", "2")
    assert restore(path, kept.path, AT, dry_run=True, force=False).lost is None


def test_a_damaged_ledger_is_set_aside_and_not_thrown_away(kept: Folder, tmp_path: Path) -> None:
    path = backup(kept, tmp_path / "a.zip", AT).path
    (kept.path / "contest.db").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    (kept.path / "contest.db-journal").write_bytes(b"rest")
    done = restore(path, kept.path, AT, dry_run=False, force=True)
    assert done.kept is not None
    assert {"contest.db", "contest.toml"} <= {p.name for p in done.kept.iterdir()}
    assert not (kept.path / "contest.db-journal").exists()
    assert contest("--dir", kept.path, "doctor").code == 0


def test_rules_that_can_not_be_read_are_set_aside_with_their_ledger(
    kept: Folder, tmp_path: Path
) -> None:
    path, then = backup(kept, tmp_path / "a.zip", AT).path, dump(kept.path)
    contest("--dir", kept.path, "awards", "revoke", "1", "一等奖")
    now = dump(kept.path)
    (kept.path / "contest.toml").write_text("no = toml = here", encoding="utf-8")
    done = restore(path, kept.path, AT, dry_run=False, force=True)
    assert done.kept is not None
    assert (dump(kept.path), dump(done.kept)) == (then, now)
    assert contest("--dir", kept.path, "doctor").code == 0


def test_a_folder_of_somebody_else_is_left_alone(kept: Folder, tmp_path: Path) -> None:
    path = backup(kept, tmp_path / "a.zip", AT).path
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "1.jpg").touch()
    for force in (False, True):
        with pytest.raises(UsageError):
            back(path, tmp_path / "photos", force=force)
    assert [p.name for p in (tmp_path / "photos").iterdir()] == ["1.jpg"]


def test_a_changed_record_comes_back_only_by_force(kept: Folder, tmp_path: Path) -> None:
    with sqlite3.connect(kept.path / "contest.db") as db:
        db.execute("DROP TRIGGER acts_stay")
        db.execute("UPDATE acts SET actor = '别人' WHERE id = 1")
    path = backup(kept, tmp_path / "a.zip", AT).path
    assert restore(path, tmp_path / "new", AT, dry_run=True, force=False).broken
    with pytest.raises(RefusedError):
        back(path, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_while_somebody_writes_nothing_is_replaced(kept: Folder, tmp_path: Path) -> None:
    path = backup(kept, tmp_path / "a.zip", AT).path
    with sqlite3.connect(kept.path / "contest.db", isolation_level=None) as db:
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(ContestError, match="Another program"):
            restore(path, kept.path, AT, dry_run=False, force=True, patience=0.1)
        db.execute("ROLLBACK")
    assert not list(kept.path.glob(".part-*"))
