"""contest review at a terminal: keys without Enter, left in every way there is."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pens import by_hand
from running import contest
from small_mails import VIDEO, write
from terminals import Terminal

KEYS = "? help"


@pytest.fixture(scope="module")
def mails(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A contest of five entries that a checklist holds in review."""
    folder = tmp_path_factory.mktemp("five") / "c"
    contest("init", folder)
    with (folder / "contest.toml").open("a", encoding="utf-8") as rules:
        rules.write('\n[[checklist]]\nname = "原创"\n')
    source = folder.parent / "mails"
    source.mkdir()
    for number in range(1, 6):
        title = f"【45载圳青春】-[个人]-[短视频]-[作品{number}]-[张{number}+编辑部]"
        sender = f"{number}@press.example"
        write(source, str(number), title, sender=sender, video=VIDEO * number)
    contest("--dir", folder, "track", source)
    # What looks like a video and is none is returned: of these all is well but the tick.
    with by_hand(folder / "contest.db") as db:
        db.execute("DELETE FROM findings WHERE severity = 'error'")
        db.execute("UPDATE submissions SET verdict = 'accepted', material = 'pass'")
        db.execute("UPDATE entries SET status = 'review'")
    return folder


@pytest.fixture
def folder(mails: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(mails, tmp_path / "c", symlinks=True))


def statuses(folder: Path) -> str:
    with sqlite3.connect(folder / "contest.db") as db:
        rows = db.execute("SELECT substr(status, 1, 3) FROM entries ORDER BY id").fetchall()
    return " ".join(row[0] for row in rows)


def claimed(folder: Path) -> list[tuple[int, str]]:
    with sqlite3.connect(folder / "contest.db") as db:
        return db.execute("SELECT number, claimed_by FROM claims ORDER BY number").fetchall()


def at(folder: Path, name: str = "王编辑", term: str = "xterm-256color") -> Terminal:
    return Terminal("--dir", folder, "review", "--as", name, TERM=term)


def test_one_key_answers_and_the_next_screen_comes(folder: Path) -> None:
    with at(folder) as terminal:
        terminal.until(KEYS)
        terminal.press("t")
        assert "Entry 1 is accepted." in terminal.until("2 of 5")
        terminal.until(KEYS)
        terminal.press("R")
        terminal.until("Why?")
        terminal.press("请补\x7f附原片\n")
        assert "Entry 2 is returned." in terminal.until("3 of 5")
        terminal.until(KEYS)
        terminal.press("ｗ")  # in full width, as an input method writes it
        terminal.until("4 of 5")
        terminal.until(KEYS)
        terminal.press("\x1b[A中?")
        terminal.until("Any key goes on.")
        terminal.press(" ")
        terminal.until("4 of 5")
        terminal.until(KEYS)
        terminal.press("q")
        assert terminal.over() == 0
        assert "3 answered." in terminal.screen()
        assert terminal.modes() == terminal.before
    assert statuses(folder) == "acc ret wit rev rev"
    assert claimed(folder) == []
    with sqlite3.connect(folder / "contest.db") as db:
        said = db.execute("SELECT reason FROM events WHERE what = 'decided' AND entry = 2")
        assert said.fetchone()[0] == "请附原片"


def test_what_was_typed_before_the_screen_was_there_answers_nothing(folder: Path) -> None:
    with at(folder) as terminal:
        terminal.press("rrrr")
        terminal.until(KEYS)
        terminal.press("q")
        terminal.over()
    assert statuses(folder).split()[1:] == ["rev"] * 4


def test_ctrl_d_leaves_and_ctrl_c_stops(folder: Path) -> None:
    for key, code in (("\x04", 0), ("\x03", 130)):
        with at(folder) as terminal:
            terminal.until(KEYS)
            assert terminal.modes() != terminal.before
            terminal.press(key)
            assert terminal.over() == code
            assert terminal.modes() == terminal.before
        assert claimed(folder) == []


@pytest.mark.parametrize(
    "leave",
    [
        lambda terminal: terminal.program.send_signal(signal.SIGTERM),
        lambda terminal: terminal.program.send_signal(signal.SIGHUP),
        Terminal.hang_up,
    ],
    ids=["SIGTERM", "SIGHUP", "the window is closed"],
)
def test_what_was_answered_stays_whatever_ends_it(
    folder: Path, leave: Callable[[Terminal], None]
) -> None:
    with at(folder) as terminal:
        terminal.until(KEYS)
        terminal.press("t")
        terminal.until("2 of 5")
        leave(terminal)
        if terminal.ours >= 0:
            assert terminal.over() > 128
            assert terminal.modes() == terminal.before
        else:
            terminal.program.wait(timeout=60)
    assert statuses(folder) == "acc rev rev rev rev"
    assert claimed(folder) == []


def test_a_run_that_was_killed_holds_nothing_back(folder: Path) -> None:
    with at(folder) as terminal:
        terminal.until(KEYS)
        terminal.press("t")
        terminal.until("2 of 5")
        terminal.program.kill()
        terminal.over()
    assert claimed(folder) == [(2, "王编辑")]
    assert statuses(folder) == "acc rev rev rev rev"
    with at(folder, "李编辑") as terminal:
        assert "#002" in terminal.until("1 of 4")


def test_two_people_never_look_at_the_same_first(folder: Path) -> None:
    with at(folder, "王编辑") as one, at(folder, "李编辑") as other:
        screens = [one.until(KEYS), other.until(KEYS)]
        looked_at = {
            line.split()[-2] for s in screens for line in s.splitlines() if " of 5 " in line
        }
        assert looked_at == {"#001", "#002"}
        assert sorted(number for number, _ in claimed(folder)) == [1, 2]
        late = other if "is looking at it" in screens[1] else one
        assert "is looking at it (since " in late.screen()
        one.press("t")
        one.until("Entry ")
        one.until(KEYS)
        other.press("t")
        other.until("Entry ")
        other.until(KEYS)
        assert len(claimed(folder)) == 2
        for terminal in (one, other):
            terminal.press("q")
            assert terminal.over() == 0
    assert statuses(folder) == "acc acc rev rev rev"


def test_a_long_mail_never_pushes_the_keys_off_the_screen(folder: Path, tmp_path: Path) -> None:
    title = "更正：【45载圳青春】-[个人]-[短视频]-[作品1]-[张1+编辑部]"
    body = "\r\n".join(f"第{number}行，更正作者和部门，" + "字" * 60 for number in range(60))
    contest("--dir", folder, "track", write(tmp_path, "9", title, sender="1@press.example",
                                            body=f"更正\r\n{body}"))  # fmt: skip
    with at(folder) as terminal:
        screen = terminal.until(KEYS)
        assert "第1行" in screen
        assert "More than fits here" in screen
        assert screen.count("\n") < 24


def test_somebody_else_s_answer_is_not_asked_for_again(folder: Path) -> None:
    with at(folder) as terminal:
        terminal.until(KEYS)
        contest("--dir", folder, "entries", "withdraw", "2", "--as", "李编辑")
        terminal.press("t")
        assert "#003" in terminal.until("3 of 5")


def test_a_video_that_can_not_be_played_is_a_sentence(folder: Path) -> None:
    with at(folder) as terminal:
        terminal.until(KEYS)
        terminal.press("o")
        terminal.until("Entry 1 has no video that can be played.")
        terminal.press("b")
        terminal.until("This is the first one.")


def test_stopped_and_taken_up_again_keys_still_need_no_enter(folder: Path) -> None:
    with at(folder) as terminal:
        terminal.until(KEYS)
        keys = terminal.modes()
        terminal.program.send_signal(signal.SIGSTOP)
        terminal.set_modes(terminal.before)  # as a shell does
        terminal.program.send_signal(signal.SIGCONT)
        end = time.monotonic() + 30
        while terminal.modes() != keys and time.monotonic() < end:
            time.sleep(0.05)
        terminal.press("s")
        terminal.until("2 of 5")


def test_a_dumb_terminal_is_told_no_cursor(folder: Path) -> None:
    with at(folder, term="dumb") as terminal:
        terminal.until(KEYS)
        assert "\x1b" not in terminal.seen


def test_a_claim_is_this_process_s(folder: Path) -> None:
    with at(folder) as terminal:
        terminal.until(KEYS)
        with sqlite3.connect(folder / "contest.db") as db:
            session = db.execute("SELECT session FROM claims").fetchone()[0]
        assert session == f"{os.uname().nodename}:{terminal.program.pid}"
