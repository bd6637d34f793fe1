"""Writes what the tests hold the program to: the reports of the sample inbox and the snapshots.

``make expected`` runs it. Read the difference before you keep it: a changed report is either the
change that you meant, or a bug.
"""

from __future__ import annotations

import json
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from large_ledger import HERE, write_ledger
from running import INBOX, REPOSITORY, contest

from contest.cli.screen import Sheet, drawn
from contest.desk.board import standing
from contest.desk.folder import open_folder
from contest.rulebook.load import digest
from contest.wording import Language, Wording

SNAPSHOTS = REPOSITORY / "tests" / "snapshots"


def tracked() -> dict[str, list[Any]]:
    """The results of ``track`` on the sample inbox, by the name of the sample they came from."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "contest"
        assert contest("init", folder).code == 0
        outcome = contest("--dir", folder, "track", INBOX.name, "--format", "json")
    assert outcome.code == 1, outcome.err
    found: dict[str, list[Any]] = {}
    for result in outcome.json()["results"]:
        found.setdefault(Path(result["source"]).parts[1], []).append(result)
    return found


def validated() -> str:
    """The whole JSON of ``validate`` on the sample inbox."""
    return contest("validate", INBOX.name, "--format", "json").out


def reviewed(language: str) -> str:
    """The screens of ``review`` on the sample inbox, everything passed over."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "contest"
        assert contest("init", folder).code == 0
        contest("--dir", folder, "track", INBOX.name)
        outcome = contest("--lang", language, "--dir", folder, "review", stdin="?\n" + "s\n" * 30)
    assert outcome.code == 0, outcome.err
    return outcome.out


LAST_DAY = datetime(2025, 8, 25, 18, 20, tzinfo=HERE)
"""When the board of the snapshot is looked at."""


def board(language: Language) -> str:
    """The board of a contest with a thousand entries on its last day, on 80 columns."""
    with tempfile.TemporaryDirectory() as scratch:
        contest("init", Path(scratch) / "c")
        folder = open_folder(Path(scratch) / "c", Path(scratch))
        write_ledger(folder.path / "contest.db", 1_000, digest(folder.rules))
        found = standing(folder, LAST_DAY)._replace(free=20_000_000_000)
    sheet = Sheet(Wording(language), folder.rules, columns=80, cut=True)
    return "".join("".join(text for text, _ in line) + "\n" for line in drawn(found, sheet))


def board_file(language: Language) -> Path:
    """Where it lies."""
    return SNAPSHOTS / f"board.{language}.txt"


def report_file(name: str) -> Path:
    """Where the expected report of a sample lies: beside it."""
    return INBOX / f"{Path(name).stem}.expected.json"


def text(results: list[Any]) -> str:
    """An expected report as it is kept."""
    return json.dumps(results, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write everything anew."""
    for path in INBOX.glob("*.expected.json"):
        path.unlink()
    for name, results in tracked().items():
        report_file(name).write_text(text(results), encoding="utf-8")
    SNAPSHOTS.mkdir(exist_ok=True)
    (SNAPSHOTS / "validate.json").write_text(validated(), encoding="utf-8")
    languages: tuple[Language, ...] = ("en", "zh")
    for language in languages:
        (SNAPSHOTS / f"review.{language}.txt").write_text(reviewed(language), encoding="utf-8")
        board_file(language).write_text(board(language), encoding="utf-8")


if __name__ == "__main__":
    main()
