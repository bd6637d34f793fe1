"""Files that lie elsewhere: the worklist, and what a person has downloaded."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from running import REPOSITORY, Outcome, contest, environment
from small_mails import VIDEO, write

from contest.desk.folder import open_folder
from contest.desk.links import gather, sizes
from contest.ledger.record import Act

TITLE = "【45载圳青春】-[个人]-[短视频]-[{work}]-[张三+编辑部]"
SIZE = len(VIDEO)
DROP = "https://www.icloud.com/attachment/?u={work}&f={work}.mp4&sz={size}"
QQ = "https://wx.mail.qq.com/ftn/download?func=3&key=1&code=2"
DISK = "链接: https://pan.baidu.com/s/1{work} 提取码: ab12"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "downloads").mkdir()
    assert contest("init", tmp_path / "c").code == 0
    return tmp_path / "c"


def run(folder: Path, *arguments: str | Path) -> Outcome:
    return contest("--dir", folder, *arguments)


def received(folder: Path, *works: str, link: str = DROP, size: int = SIZE) -> None:
    inbox = folder.parent / "inbox"
    for work in works:
        body = link.format(work=work, size=size)
        write(inbox, work, TITLE.format(work=work), body=body)
    run(folder, "track", inbox)


def downloaded(folder: Path, name: str, content: bytes = VIDEO) -> Path:
    path = folder.parent / "downloads" / name
    path.write_bytes(content)
    return path


def waiting(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run(folder, "links", "--format", "json").json()["results"]
    return found


def codes(folder: Path, entry: int) -> set[str]:
    (found,) = run(folder, "entries", "show", str(entry), "--format", "json").json()["results"]
    return {f["code"] for s in found["submissions"] for f in s["findings"]}


def test_the_worklist_names_what_is_only_a_link(folder: Path) -> None:
    received(folder, "a")
    received(folder, "b", link=DISK)
    one, two = waiting(folder)
    assert (one["entry"], one["name"], one["size"]) == (1, "a.mp4", SIZE)
    assert (two["entry"], two["work"], two["code"]) == (2, "b", "ab12")
    assert two["url"] == "https://pan.baidu.com/s/1b"
    lines = run(folder, "links").out.splitlines()
    assert lines[1].split() == ["001", "a", "张三", "a.mp4", "0.0"]
    assert lines[-1] == "002  https://pan.baidu.com/s/1b"


def test_a_downloaded_file_takes_the_place_of_its_link(folder: Path) -> None:
    received(folder, "a")
    assert "M302" in codes(folder, 1)
    outcome = run(folder, "entries", "attach", "1", downloaded(folder, "anything.mp4"))
    assert (outcome.code, waiting(folder)) == (0, [])
    assert "a.mp4 is here now" in outcome.err
    assert "M302" not in codes(folder, 1)
    (entry,) = run(folder, "entries", "list", "--format", "json").json()["results"]
    assert len(entry["media"]) == 1
    assert [path.read_bytes() for path in (folder / "works").iterdir()] == [VIDEO]


def test_tracking_again_keeps_what_was_attached(folder: Path) -> None:
    received(folder, "a")
    run(folder, "entries", "attach", "1", downloaded(folder, "a.mp4"))
    rules = folder / "contest.toml"
    changed = rules.read_text("utf-8").replace("\nname = ", '\ngrace = "1h"\nname = ', 1)
    rules.write_text(changed, "utf-8")
    received(folder)
    assert "M302" not in codes(folder, 1)
    assert waiting(folder) == []


def test_a_file_of_another_size_is_not_taken_unasked(folder: Path) -> None:
    received(folder, "a", size=9_000_000)
    path = downloaded(folder, "a.mp4")
    outcome = run(folder, "entries", "attach", "1", path)
    assert outcome.code == 2
    assert f"has {SIZE} bytes, the mail says 9000000" in outcome.err
    assert run(folder, "entries", "attach", "1", path, "--force").code == 0
    assert waiting(folder) == []


def test_an_entry_without_open_links_takes_nothing(folder: Path) -> None:
    received(folder, "a")
    path = downloaded(folder, "a.mp4")
    assert run(folder, "entries", "attach", "7", path).code == 2
    assert run(folder, "entries", "attach", "1", path.with_name("missing.mp4")).code == 2
    run(folder, "entries", "attach", "1", path)
    assert run(folder, "entries", "attach", "1", path).code == 2


def test_downloads_find_their_links_by_name_and_size(folder: Path) -> None:
    received(folder, "a", "b", "c")
    downloaded(folder, "a(1).mp4")
    downloaded(folder, "b.mp4", VIDEO + bytes(100_000))  # another file of that name
    downloaded(folder, "c.mp4.crdownload")
    outcome = run(folder, "links", "--from", folder.parent / "downloads", "--format", "json")
    assert [link["name"] for link in outcome.json()["results"]] == ["b.mp4", "c.mp4"]


def test_two_downloads_of_one_name_are_left_to_a_person(folder: Path) -> None:
    received(folder, "a")
    downloaded(folder, "a.mp4")
    downloaded(folder, "a(1).mp4")
    run(folder, "links", "--from", folder.parent / "downloads")
    assert len(waiting(folder)) == 1


def test_watching_takes_in_what_appears_and_ends_when_nothing_is_open(folder: Path) -> None:
    received(folder, "a")
    command = [sys.executable, "-m", "contest", "--dir", str(folder), "links", "--watch", "--from"]
    with subprocess.Popen(
        [*command, str(folder.parent / "downloads")],
        cwd=REPOSITORY, env=environment(), stderr=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as program:  # fmt: skip
        downloaded(folder, "a.mp4")
        assert program.wait(60) == 0
    assert waiting(folder) == []


def test_watching_ends_with_ctrl_c(folder: Path) -> None:
    received(folder, "a")
    command = [sys.executable, "-m", "contest", "--dir", str(folder), "links", "--watch", "--from"]
    with subprocess.Popen(
        [*command, str(folder.parent / "downloads")],
        cwd=REPOSITORY, env=environment(), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
    ) as program:  # fmt: skip
        with pytest.raises(subprocess.TimeoutExpired):
            program.wait(3)
        os.kill(program.pid, signal.SIGINT)
        assert program.wait(60) == 130


def test_watching_needs_a_folder(folder: Path) -> None:
    outcome = run(folder, "links", "--watch")
    assert (outcome.code, "--from FOLDER" in outcome.err) == (2, True)
    assert run(folder, "links", "--from", folder / "missing").code == 2


def test_a_wrong_file_can_be_replaced_by_force(folder: Path) -> None:
    received(folder, "a")
    run(folder, "entries", "attach", "1", downloaded(folder, "wrong.mp4", VIDEO + b"wrong"))
    right = downloaded(folder, "right.mp4")
    assert run(folder, "entries", "attach", "1", right).code == 2
    assert run(folder, "entries", "attach", "1", right, "--force").code == 0
    assert [path.read_bytes() for path in (folder / "works").iterdir()] == [VIDEO]


def test_a_file_that_still_grows_is_not_taken_in(folder: Path) -> None:
    received(folder, "a")
    path = downloaded(folder, "a.mp4")
    act = Act(at=datetime.now(UTC), actor="x", command="links")
    opened, downloads = open_folder(folder, folder), path.parent
    assert list(gather(opened, downloads, act, {path: SIZE - 1})) == []
    assert list(gather(opened, downloads, act, {})) == []
    assert [found.path for found in gather(opened, downloads, act, sizes(downloads))] == [path]


def test_a_link_in_a_quoted_mail_is_shown_and_waited_for_by_nobody(folder: Path) -> None:
    quoted = "请查收\n\n-----原始邮件-----\n发件人: a\n" + DISK
    received(folder, "微光", link=quoted)
    assert waiting(folder) == []
    assert "M301" in codes(folder, 1)
    shown = run(folder, "entries", "show", "1").out
    assert "link in a quoted mail  code ab12  https://pan.baidu.com/s/1微光" in shown
    (row,) = run(folder, "entries", "list", "--format", "json").json()["results"]
    assert (row["links"], row["links_expire_at"]) == (0, None)


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (timedelta(days=3, hours=1), "link, expires in 3 days"),
        (timedelta(days=1, hours=1), "link, expires in 1 day"),
        (timedelta(hours=1), "link, expires within a day"),
        (timedelta(hours=-1), "link, expired"),
    ],
)
def test_how_long_a_link_holds_stands_on_board_and_list(
    folder: Path, ends: timedelta, words: str
) -> None:
    at = (datetime.now(UTC) + ends).astimezone(timezone(timedelta(hours=8)))
    text = f"甲.mp4 (1M, {at:%Y年%m月%d日 %H:%M} 到期)进入下载页面：{QQ}"
    received(folder, "微光", link=text)
    assert words in run(folder, "track").out
    assert words in run(folder, "entries", "list").out
    assert f"{words}  甲.mp4" in run(folder, "entries", "show", "1").out
