"""Inboxes, and what organisers do with them from the first mail to the awards."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ledger.filled import ASKED
from running import INBOX
from small_mails import VIDEO, write

from contest.media.run import run as ffmpeg
from contest.media.tools import find_ffmpeg
from survival.runs import run

CORPUS = Path(__file__).parents[3] / "shared/corpus/mail"


class Programme(NamedTuple):
    """The rules, and the commands, of which the first words are still missing."""

    rules: Path
    words: list[list[str | Path]]

    def folder(self, path: Path) -> Path:
        """A new contest folder at ``path``."""
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        shutil.copy(self.rules, path)
        return path

    def commands(self, folder: Path) -> list[list[str]]:
        """The commands for a contest folder."""
        head = ["--lang", "en", "--dir", str(folder)]
        return [[*head, *map(str, words)] for words in self.words]


def made(place: Path) -> Programme:
    """Sixty mails with small videos: versions, twins, withdrawals, corrections, questions, faults;
    and everything that is recorded by hand."""
    place.mkdir()
    films = list(_films(place / "films", 12))
    early, late = place / "early", place / "late"
    early.mkdir()
    late.mkdir()
    for number in range(60):
        work = f"第{number % 48 + 1}号街"
        title = f"【45载圳青春】-[个人]-[短视频]-[{work}]-[作者{number % 40}+编辑部]"
        if number % 11 == 10:
            title = title.replace("[短视频]-", "")
        if number % 13 == 12:
            title = title.replace("-[", "[")
        subject = {55: f"撤回:{title}", 56: f"更正:{title}", 57: "收到了吗?"}.get(number, title)
        write(
            early if number < 45 else late, f"{number:02}", subject,
            sender=f"a{number % 20}@press.example", body=f"第{number}封",
            received=f"Mon, {18 + number // 45} Aug 2025 10:{number:02}:00 +0800",
            video=None if number % 17 == 16 or number > 54 else films[number % 12].read_bytes(),
        )  # fmt: skip
    looked = place / "looked"
    looked.mkdir()
    for film in films[:2]:
        shutil.copy(
            film,
            looked / f"【45载圳青春】-[个人]-[短视频]-[{film.stem}]-[王{film.stem}+编辑部].mp4",
        )
    return Programme(_rules(place), [
        ["track", early, "--format", "jsonl"],
        ["entries", "tick", "1-30", "--reason", "看过"],
        ["entries", "tick", "3", "--undo"],
        ["entries", "accept", "4", "--reason", "可以"],
        ["entries", "return", "5", "--reason", "缺字幕"],
        ["entries", "withdraw", "6", "--reason", "本人要求"],
        ["entries", "edit", "9", "10", "--set", "department=晚报", "--reason", "来电"],
        ["entries", "merge", "11", "12", "--reason", "同一作品"],
        ["entries", "disqualify", "7", "--reason", "抄袭"],
        ["entries", "different", "1", "13", "--reason", "两件"],
        ["awards", "grant", "4", "一等奖", "--reason", "评委会"],
        ["track", late, "--format", "jsonl"],
        ["awards", "revoke", "4", "一等奖", "--reason", "复核"],
        ["entries", "accept", "8", "--reason", "可以"],
        ["awards", "grant", "8", "一等奖", "--reason", "复核"],
        ["awards", "grant", "4", "二等奖", "--reason", "复核"],
        ["track", looked, "--deep", "--format", "jsonl"],
        ["awards", "export", "-o", place / "awards.csv"],
        ["track", early, late, "--format", "jsonl"],
    ])  # fmt: skip


def by_hand(place: Path) -> Programme:
    """Few mails, and much that persons do to them."""
    place.mkdir()
    inbox = place / "inbox"
    inbox.mkdir()
    for number in range(1, 9):
        title = f"[个人]-[短视频]-[第{number}号街]-[作者{number}+编辑部]"
        write(inbox, f"{number}", title, video=VIDEO + bytes([number]))
    words: list[list[str | Path]] = [["track", inbox], ["entries", "tick", "1-8"]]
    for one in ("1", "2", "3", "4", "5"):
        other = str(int(one) + 3)
        words += [
            ["entries", "accept", one, "--reason", "可以"],
            ["awards", "grant", one, "优秀奖", "--reason", "评委会"],
            ["awards", "revoke", one, "优秀奖", "--reason", "复核"],
            ["awards", "grant", one, "三等奖", "--rank", one, "--reason", "复核"],
            ["entries", "return", other, "--reason", "缺字幕"],
            ["entries", "edit", one, "--set", f"work=第{one}号巷", "--reason", "来电"],
            ["entries", "withdraw", other, "--reason", "本人要求"],
            ["entries", "same", one, other],
            ["entries", "tick", other, "--undo"],
            ["entries", "tick", other],
            ["entries", "accept", other],
            ["awards", "revoke", one, "三等奖"],
            ["undo"],
            ["awards", "revoke", one, "三等奖"],
        ]
    return Programme(_rules(place), words)


def real(place: Path) -> Programme:
    """The sample inbox, and real mails of other people's where they are."""
    place.mkdir()
    mails = place / "mails"
    mails.mkdir()
    small = [p for p in sorted(CORPUS.rglob("*.eml")) if p.stat().st_size < 40_000]
    for number, path in enumerate(small[:: len(small) // 40 or 1]):
        shutil.copy(path, mails / f"{number:02}.eml")
    return Programme(_rules(place), [
        ["track", INBOX, "--format", "jsonl"],
        ["entries", "tick", "1-12", "--reason", "看过"],
        ["entries", "withdraw", "9", "--reason", "本人要求"],
        ["awards", "grant", "1", "一等奖", "--reason", "评委会"],
        ["track", mails, INBOX / "001-perfect.eml", "--format", "jsonl"],
    ])  # fmt: skip


def _rules(place: Path) -> Path:
    assert run("init", place / "new").code == 0
    path = place / "new" / "contest.toml"
    with path.open("a", encoding="utf-8") as rules:
        rules.write(f'{ASKED}[[quotas]]\nper = ["person"]\nmost = 1\n')
    return path


def _films(folder: Path, number: int) -> Iterator[Path]:
    """Small videos, half of them the same film packed otherwise."""
    folder.mkdir()
    program = find_ffmpeg().path
    for count in range(number):
        out = folder / f"{count}.mp4"
        source = ["-f", "lavfi", "-i", f"testsrc2=s=128x72:r=5:d={count % 6 + 1}"]
        if count >= 6:
            source = ["-i", str(folder / f"{count - 6}.mp4"), "-c", "copy", "-metadata", "title=x"]
        assert ffmpeg([program, "-v", "error", *source, str(out)], seconds=60).ok
        yield out
