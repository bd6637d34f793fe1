"""contest find: what somebody is told who asks whether a work has arrived."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import INBOX, Outcome, contest


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("find") / "c"
    contest("init", here)
    contest("--dir", here, "track", INBOX, "--format", "jsonl")
    return here


def find(folder: Path, *words: str) -> Outcome:
    return contest("--dir", folder, "--lang", "en", "find", *words)


def test_a_work_is_one_line_to_paste(folder: Path) -> None:
    done = find(folder, "薛定")
    assert done.code == 0
    assert done.out == (
        "No. 20 “瞬间” (薛定, 科技部): received 2025-08-21 09:31; review. "
        "The video lasts 0:02, but 长视频 means > 3:00.\n"
    )


def test_every_word_must_be_there(folder: Path) -> None:
    assert find(folder, "夜班", "孙倩").out.count("\n") == 2
    assert find(folder, "夜班", "孙倩", "(二)").out.count("\n") == 1


def test_what_is_no_version_is_told_too(folder: Path) -> None:
    said = find(folder, "吴昊").out.splitlines()
    assert said[1].endswith("received 2025-08-26 00:20, about entry 30 (correction).")


def test_what_has_not_arrived(folder: Path) -> None:
    done = find(folder, "没有这样的作品")
    assert (done.code, done.out) == (1, "Nothing with “没有这样的作品” has arrived.\n")


def test_in_the_language_of_those_who_ask(folder: Path) -> None:
    said = contest("--dir", folder, "--lang", "zh", "find", "薛定").out
    assert said.startswith(
        "20号《瞬间》（薛定、科技部）：2025-08-21 09:31收到，现为“待核实”。视频时长"
    )


def test_for_programs(folder: Path) -> None:
    results = contest("--dir", folder, "find", "老街", "--format", "json").json()["results"]
    assert [(r["entry"], r["kind"]) for r in results] == [
        (16, "entry"), (30, "entry"), (30, "correction"),
    ]  # fmt: skip
    assert len(results[0]["missing"]) == 2
