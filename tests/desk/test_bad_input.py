"""Bad input: one clear message that says what to do, and nothing lost."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from running import INBOX, REPOSITORY, contest, environment

GOOD = INBOX / "001-perfect.eml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A contest folder with one entry in it."""
    contest("init", tmp_path / "c")
    contest("--dir", tmp_path / "c", "track", GOOD)
    return tmp_path / "c"


def entry_count(folder: Path) -> int:
    with sqlite3.connect(folder / "contest.db") as connection:
        return int(connection.execute("SELECT count(*) FROM entries").fetchone()[0])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.eml", b"", "S101"),
        ("noise.eml", bytes(range(256)) * 40, "S102"),
        ("empty.mp4", b"", "S101"),
        ("noise.mp4", bytes(range(256)) * 40, "M103"),
    ],
)
def test_what_makes_no_sense_is_a_result_with_an_error(
    folder: Path, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    outcome = contest("--dir", folder, "track", path, "--format", "json")
    (result,) = outcome.json()["results"]
    found = [f["code"] for f in result["findings"]]
    found += [f["code"] for m in result["media"] for f in m["findings"]]
    assert outcome.code == 1
    assert result["verdict"] == "returned"
    assert code in found


def test_a_pipe_is_never_opened(folder: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.eml"
    os.mkfifo(pipe)
    assert contest("--dir", folder, "track", pipe, timeout=30).code == 1
    assert contest("probe", pipe, timeout=30).code == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named_and_the_rest_is_done(folder: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "x.eml").write_bytes(GOOD.read_bytes())
    secret = tmp_path / "secret.eml"
    secret.write_bytes(GOOD.read_bytes())
    closed.chmod(0)
    secret.chmod(0)
    try:
        outcome = contest("--dir", folder, "track", closed, secret, GOOD, "--format", "json")
    finally:
        closed.chmod(0o700)
    assert outcome.code == 2
    assert str(closed) in outcome.err
    assert str(secret) in outcome.err
    assert outcome.json()["summary"]["unchanged"] == 1


def test_an_absent_source_is_named_after_the_others_were_done(folder: Path) -> None:
    outcome = contest("--dir", folder, "track", "absent.eml", INBOX / "002-perfect-long.eml")
    assert outcome.code == 2
    assert "absent.eml" in outcome.err
    assert entry_count(folder) == 2


def test_three_mistakes_in_the_rules_are_three_lines(folder: Path) -> None:
    (folder / "contest.toml").write_text(
        '[contest]\ncloses = "2025-02-30"\nopens = 3\n[medai]\nshort_side = 1\n', encoding="utf-8"
    )
    outcome = contest("--dir", folder, "track", GOOD)
    assert outcome.code == 2
    assert outcome.err.count("contest.toml:") == 3
    assert "media" in outcome.err
    (folder / "contest.toml").write_text(
        '[contest]\ncloses = "2025-02-30"\n[categories."短视频"]\nlongest = "x"\n'
        '[severity]\nT999 = "off"\n',
        encoding="utf-8",
    )
    outcome = contest("--dir", folder, "validate", "--title", "x")
    assert outcome.code == 2
    assert outcome.err.count("contest.toml:") == 3
    carets = [line for line in outcome.err.splitlines() if line.strip() and not line.strip(" ^")]
    assert len(carets) == 3
    assert entry_count(folder) == 1


def test_a_ledger_of_a_newer_version_is_left_alone(folder: Path) -> None:
    with sqlite3.connect(folder / "contest.db") as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('contest', 'm999_future', '')"
        )
    before = (folder / "contest.db").read_bytes()
    outcome = contest("--dir", folder, "track", GOOD)
    assert outcome.code == 2
    assert "m999_future" in outcome.err
    assert (folder / "contest.db").read_bytes() == before


@pytest.mark.parametrize("damage", [b"this is no database at all" * 100, None])
def test_a_damaged_ledger_is_said_and_left_alone(folder: Path, damage: bytes | None) -> None:
    path = folder / "contest.db"
    whole = path.read_bytes()
    path.write_bytes(damage if damage is not None else whole[: len(whole) // 2])
    before = path.read_bytes()
    outcome = contest("--dir", folder, "track", GOOD)
    assert outcome.code == 2
    assert "Traceback" not in outcome.err
    assert "contest.db" in outcome.err
    assert path.read_bytes() == before


def test_a_locked_ledger_is_said_and_nothing_is_lost(folder: Path) -> None:
    writer = sqlite3.connect(folder / "contest.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        outcome = contest(
            "--dir",
            folder,
            "track",
            INBOX / "002-perfect-long.eml",
            env={"CONTEST_PATIENCE": "0.2"},
        )
    finally:
        writer.execute("ROLLBACK")
        writer.close()
    assert outcome.code == 2
    assert "contest.db" in outcome.err
    assert contest("--dir", folder, "track", INBOX / "002-perfect-long.eml").code == 0
    assert entry_count(folder) == 2


def test_a_full_disk_leaves_no_half_file_and_the_next_run_completes(folder: Path) -> None:
    """A limit on the size of files stands in for the disk: the kernel refuses to write."""
    source = INBOX / "035-five-works.eml"

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))

    done = subprocess.run(
        [sys.executable, "-m", "contest", "--dir", str(folder), "track", str(source)],
        cwd=REPOSITORY,
        env=environment(),
        capture_output=True,
        text=True,
        preexec_fn=small_files,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert not list((folder / "files").rglob(".part-*"))
    again = contest("--dir", folder, "track", source, "--format", "json")
    assert again.json()["summary"]["recorded"] == 5


def test_hostile_titles_are_shown_and_not_obeyed() -> None:
    for title in (
        "[bold]x[/bold]",
        "[/团队]",
        "[link=http://x]y",
        "\x1b[31mred",
        "a\u202eb",
        "a\tb",
    ):
        for colour in ("always", "never"):
            outcome = contest("--color", colour, "validate", "--title", title)
            assert outcome.code == 1
            assert "\x1b[31mred" not in outcome.out
            assert "\u202e" not in outcome.out
            if title.startswith("[") and colour == "always":
                assert title.split("]")[0] in outcome.out
