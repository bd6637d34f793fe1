"""The main job: what is recorded, what counts as the same work, what changes nothing."""

from __future__ import annotations

import base64
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from running import INBOX, REPOSITORY, Outcome, contest, environment
from small_mails import write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh contest folder."""
    contest("init", tmp_path / "c")
    return tmp_path / "c"


def track(folder: Path, *sources: Path, **more: Any) -> Outcome:
    return contest("--dir", folder, "track", *sources, "--format", "json", **more)


def entries(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = contest(
        "--dir", folder, "entries", "list", "--format", "json"
    ).json()["results"]
    return found


def dump(folder: Path) -> list[str]:
    """The whole content of the ledger as SQL."""
    with sqlite3.connect(folder / "contest.db") as connection:
        return list(connection.iterdump())


def codes_of(result: dict[str, Any]) -> set[str]:
    return {finding["code"] for finding in result["findings"]}


def sample(name: str) -> Path:
    return next(INBOX.glob(f"*-{name}.eml"))


def test_doing_it_again_changes_nothing(folder: Path) -> None:
    first = track(folder, INBOX).json()
    before = dump(folder)
    links = sorted(p.name for p in (folder / "works").iterdir())
    second = track(folder, INBOX).json()
    assert second["summary"]["recorded"] == 0
    assert second["summary"]["unchanged"] == first["summary"]["submissions"]
    assert dump(folder) == before
    assert sorted(p.name for p in (folder / "works").iterdir()) == links
    for one, two in zip(first["results"], second["results"], strict=True):
        # The first of two with one video could not know yet that another would come.
        new = [f for f in two["findings"] if f["code"] == "S205" and f not in one["findings"]]
        assert one == two or (new and codes_of(one) | {"S205"} == codes_of(two))


def test_the_same_mail_under_two_names_is_one_submission(folder: Path) -> None:
    document = track(folder, sample("identical-a"), sample("identical-b")).json()
    assert document["summary"]["recorded"] == 1
    assert document["summary"]["unchanged"] == 1
    assert [r["source"] for r in document["results"]] == [
        str(sample("identical-a")),
        str(sample("identical-b")),
    ]
    assert len(entries(folder)) == 1


def test_a_corrected_mail_is_a_version_of_its_entry(folder: Path) -> None:
    track(folder, sample("department-missing"))
    assert entries(folder)[0]["status"] == "returned"
    track(folder, sample("department-added"))
    (entry,) = entries(folder)
    assert (entry["versions"], entry["status"]) == (2, "accepted")
    assert entry["department"] is not None


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_late_version_never_replaces_one_that_was_in_time(
    folder: Path, order: tuple[int, int]
) -> None:
    mails = [sample("waiting-wind"), sample("waiting-wind-late")]
    for index in order:
        track(folder, mails[index])
    (entry,) = entries(folder)
    assert (entry["versions"], entry["status"]) == (2, "accepted")
    assert entry["received_at"] == "2025-08-25T23:41:07+08:00"


def test_a_series_is_no_version(folder: Path) -> None:
    track(folder, sample("series-one"), sample("series-two"))
    assert [e["work"] for e in entries(folder)] == ["夜班食堂(一)", "夜班食堂(二)"]


def test_the_same_video_under_two_titles_waits_for_a_person(folder: Path) -> None:
    document = track(folder, sample("same-video-a"), sample("same-video-b")).json()
    first, second = document["results"]
    assert first["verdict"] == "accepted"
    assert second["verdict"] == "review"
    assert "S205" in codes_of(second)
    assert [e["status"] for e in entries(folder)] == ["review", "review"]  # both of them
    assert all("S205" in codes_of(e) for e in entries(folder))


def test_a_correction_holds_its_entry_in_review(folder: Path) -> None:
    track(folder, sample("old-street"))
    assert entries(folder)[0]["status"] == "accepted"
    result = track(folder, sample("correction")).json()["results"][0]
    (entry,) = entries(folder)
    assert (result["kind"], result["entry"]) == ("correction", entry["entry"])
    assert (entry["status"], entry["versions"]) == ("review", 1)
    assert entry["aspects"]["formalities"] == "open"


def test_a_withdrawal_finds_the_work_that_it_names(folder: Path) -> None:
    track(folder, sample("after-rain"))
    result = track(folder, sample("withdrawal")).json()["results"][0]
    assert (result["kind"], result["entry"]) == ("withdrawal", 1)


def test_an_original_after_the_deadline_is_matched_and_not_late(folder: Path) -> None:
    track(folder, sample("printing-house"))
    result = track(folder, sample("original")).json()["results"][0]
    codes = [f["code"] for f in result["findings"]]
    assert (result["kind"], result["entry"]) == ("original", 1)
    assert "S207" in codes
    assert "D101" not in codes
    assert entries(folder)[0]["status"] == "accepted"


def test_an_original_of_no_known_work_waits_for_a_person(folder: Path) -> None:
    result = track(folder, sample("original")).json()["results"][0]
    assert "S206" in [f["code"] for f in result["findings"]]
    assert entries(folder) == []


@pytest.mark.parametrize("name", ["bounce", "automatic-reply", "press-release", "question"])
def test_what_is_no_submission_is_recorded_and_asked_nothing(folder: Path, name: str) -> None:
    outcome = track(folder, sample(name))
    result = outcome.json()["results"][0]
    assert outcome.code == 0
    assert result["kind"] in {"unrelated", "question"}
    assert (result["verdict"], result["findings"], result["entry"]) == (None, [], None)
    assert outcome.json()["summary"]["recorded"] == 1


def test_a_post_and_a_mail_of_one_work_are_one_entry(folder: Path, tmp_path: Path) -> None:
    posts = tmp_path / "posts.csv"
    posts.write_text(
        "内容,昵称,发布时间,链接,时长\n"
        "【45载圳青春】-[个人]-[短视频]-[等风来]-[马晓东+发行公司] 说明文字,"
        "小马,2025-08-25 23:50,https://posts.example/9,00:02\n",
        encoding="utf-8",
    )
    track(folder, sample("waiting-wind"))
    track(folder, posts)
    (entry,) = entries(folder)
    assert entry["versions"] == 2
    assert entry["media"], "the post took the place of the mail that brought the video"


def test_changed_rules_judge_anew_without_a_new_probe(folder: Path) -> None:
    track(folder, sample("low-resolution"))
    rules = folder / "contest.toml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("[severity]", '[severity]\nM202 = "error"'), encoding="utf-8")
    document = track(folder, sample("low-resolution")).json()
    assert document["summary"]["recorded"] == 1
    (entry,) = entries(folder)
    assert (entry["status"], entry["versions"]) == ("returned", 1)


def test_a_dry_run_records_nothing(folder: Path) -> None:
    track(folder, sample("perfect"))
    before = dump(folder), sorted((folder / "files").rglob("*"))
    outcome = contest(
        "--dir", folder, "track", sample("low-resolution"), "--dry-run", "--format", "json"
    )
    assert outcome.json()["results"][0]["entry"] == 2
    assert (dump(folder), sorted((folder / "files").rglob("*"))) == before


def test_two_at_once_record_everything_once(folder: Path) -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "contest", "--dir", str(folder), "track", str(INBOX), "-q"],
            cwd=REPOSITORY,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    said = [run.communicate(timeout=120)[1].decode() for run in runs]
    assert [(run.returncode, text) for run, text in zip(runs, said, strict=True)] == [
        (1, said[0]),
        (1, said[1]),
    ]
    both = entries(folder)
    alone = folder.parent / "alone"
    contest("init", alone)
    track(alone, INBOX)
    assert sorted(str(e["work"]) for e in both) == sorted(str(e["work"]) for e in entries(alone))


def test_works_are_links_to_the_current_videos(folder: Path) -> None:
    track(folder, sample("perfect"), sample("truncated"))
    links = {p.name: p for p in (folder / "works").iterdir()}
    assert any(name.startswith("短-001《") and name.endswith(".mp4") for name in links)
    for link in links.values():
        assert link.is_symlink()
        assert link.resolve().is_relative_to(folder / "files")


def test_received_bytes_lie_under_their_hash(folder: Path) -> None:
    import hashlib

    track(folder, sample("perfect"))
    kept = [p for p in (folder / "files").rglob("*") if p.is_file()]
    assert len(kept) == 2
    for path in kept:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name
    assert sample("perfect").read_bytes() in {p.read_bytes() for p in kept}


def test_titles_on_standard_input_are_recorded_in_batches(folder: Path) -> None:
    titles = "".join(f"[个人]-[短视频]-[作品{n}]-[作者{n}+编辑部]\n" for n in range(1200))
    outcome = contest("--dir", folder, "track", "-", "--format", "json", stdin=titles)
    assert outcome.json()["summary"]["recorded"] == 1200
    assert len(entries(folder)) == 1200


def test_a_large_attachment_that_is_damaged_is_told_by_both(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    contest("init", folder)
    damaged = base64.encodebytes(bytes(3 << 20)).replace(b"A", b"=", 1)
    path = write(tmp_path, "1", "x", video=b"")
    raw = path.read_bytes()
    at = raw.index(b"filename=v.mp4") + len(b"filename=v.mp4\r\n\r\n")
    path.write_bytes(raw[:at] + damaged + raw[at:])
    for arguments in (("validate",), ("--dir", folder, "track")):
        (result,) = contest(*arguments, path, "--format", "json").json()["results"]
        assert "S105" in [finding["code"] for finding in result["findings"]]
        assert result["files"][0]["size"] == 0
