"""Doctor finds what is wrong with a contest folder, says how to mend it, and mends what is safe."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from running import contest

from contest.desk.folder import Folder
from contest.desk.mend import mend
from contest.desk.whole import Item, look_over

LATER = datetime(2100, 1, 1, tzinfo=UTC)


def bad(folder: Folder) -> dict[str, Item]:
    """What is found wrong, by its name."""
    return {item.name: item for item in look_over(folder, LATER) if not item.ok}


def force(folder: Folder, *statements: str) -> None:
    """What another program does that doesn't care for triggers."""
    with sqlite3.connect(folder.path / "contest.db") as db:
        for (name,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(statement)


def test_a_folder_that_is_whole_has_nothing_wrong(kept: Folder) -> None:
    items = list(look_over(kept, LATER))
    assert all(item.ok for item in items)
    assert {"ledger", "seals", "rows", "files"} <= {item.name for item in items}


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("UPDATE entries SET status = 'disqualified' WHERE id = 2", {"rows"}),
        ("UPDATE changes SET after = NULL WHERE id = 1", {"seals", "rows"}),
        ("DELETE FROM seals WHERE id = 2", {"seals"}),
        ("DELETE FROM seals WHERE id = (SELECT max(id) FROM seals)", {"seals"}),
        ("UPDATE acts SET actor = 'x' WHERE id = 1", {"seals"}),
        ("INSERT INTO pen (id, act) VALUES (1, 1)", {"pen"}),
        ("UPDATE awards SET entry = 999", {"ledger", "rows"}),
    ],
)
def test_what_another_program_did_to_the_ledger(
    kept: Folder, statement: str, names: set[str]
) -> None:
    force(kept, statement)
    found = bad(kept)
    assert set(found) >= names
    assert all(item.advice for item in found.values())


def test_bytes_that_are_missing_strange_or_of_no_use(kept: Folder) -> None:
    one, two, *_ = sorted(kept.path.glob("files/??/*"))
    one.unlink()
    (two.parent / ("ab" * 32)).write_bytes(b"stray")
    found = bad(kept)
    assert (found["files"].arguments["number"], found["files"].arguments["first"]) == (1, one.name)
    assert found["strays"].what == "1"
    force(kept, "INSERT INTO files VALUES (printf('%064d', 1), 3000000)")
    (unused,) = [item for item in look_over(kept, LATER) if item.name == "unused"]
    assert unused.ok
    assert unused.arguments["size"] == 3.0


def dangling(folder: Folder) -> list[Path]:
    link = next(path for path in sorted((folder.path / "works").iterdir()))
    link.unlink()
    loose = folder.path / "works" / "短-999.mp4"
    loose.symlink_to("../files/ab/nothing")
    return [link, loose]


def halves(folder: Folder) -> list[Path]:
    (folder.path / "backups").mkdir()
    paths = [
        folder.path / name for name in ("files/.part-1", "works/.link-1", "backups/.part-2.db")
    ]
    for path in paths:
        path.touch()
    return paths


def pictures(folder: Folder) -> list[Path]:
    places = [folder.path / "exports" / name for name in ("sheets", "posters", "alike")]
    for place in places:
        place.mkdir(parents=True)
        for name in ("001-0123abcd.jpg", "my-own.jpg", "001-002-0123abcd.jpg"):
            (place / name).touch()
    gone = [places[0] / "999-0123abcd.jpg", places[2] / "001-999-0123abcd.jpg"]
    for path in gone:
        path.touch()
    return gone


@pytest.mark.parametrize(
    ("name", "spoil"), [("works", dangling), ("halves", halves), ("pictures", pictures)]
)
def test_what_is_safe_to_mend_is_mended(
    kept: Folder, name: str, spoil: Callable[[Folder], list[Path]]
) -> None:
    spoilt = set(spoil(kept))
    assert set(bad(kept)) == {name}
    before = sorted(kept.path.rglob("*"))
    assert set(mend(kept, LATER, dry_run=True)) == spoilt
    assert sorted(kept.path.rglob("*")) == before
    assert set(mend(kept, LATER, dry_run=False)) == spoilt
    assert bad(kept) == {}
    assert mend(kept, LATER, dry_run=False) == []


def test_what_is_being_written_just_now_is_nobodys_leftover(kept: Folder) -> None:
    for path in halves(kept):
        os.utime(path, (LATER.timestamp() - 60, LATER.timestamp() - 60))
    assert bad(kept) == {}


def test_what_a_person_put_into_works_stays(kept: Folder) -> None:
    own = kept.path / "works" / "notes.txt"
    own.write_text("x", encoding="utf-8")
    assert bad(kept) == {}
    mend(kept, LATER, dry_run=False)
    assert own.exists()


def test_the_command_says_what_it_mends(kept: Folder) -> None:
    _, loose = dangling(kept)
    found = contest("--dir", kept.path, "doctor")
    assert (found.code, "contest doctor --mend" in found.out) == (2, True)
    asked = contest("--dir", kept.path, "doctor", "--mend", "--dry-run")
    assert (asked.code, f"{loose} would be put right." in asked.err) == (2, True)
    done = contest("--dir", kept.path, "doctor", "--mend", "--format", "json")
    assert (done.code, f"{loose} put right." in done.err) == (0, True)
    assert done.json()["summary"] == {"ok": True}
