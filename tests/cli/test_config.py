"""contest config: every mistake at once, the rules in sentences, the schema; contest init."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from running import REPOSITORY, contest, environment

from contest.rulebook.load import parse
from contest.rules import Rulebook

WRONG = """\
[contest]
name = "大赛"
closes = "2025-08-25 周二"
[lenghts]
longest = "3:00"
[categories."短视频"]
longest = "lang"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "contest.toml"
    path.write_text(text, "utf-8")
    return path


def test_check_tells_everything_with_carets_and_exits_with_two(tmp_path: Path) -> None:
    outcome = contest("config", "check", write(tmp_path, WRONG))
    assert outcome.code == 2
    lines = outcome.out.replace(f"{tmp_path}/", "").splitlines()
    assert lines == [
        "contest.toml:3:1: warning: contest.closes: 2025-08-25 is no Tuesday but a Monday",
        '    closes = "2025-08-25 周二"',
        "    ^^^^^^",
        "contest.toml:4:1: lenghts: unknown setting; did you mean “lengths”?",
        "    [lenghts]",
        "    ^^^^^^^^^",
        "contest.toml:7:1: categories.短视频.longest: a length is written '3:00', '1分30秒' or in "
        "seconds, not “lang”",
        '    longest = "lang"',
        "    ^^^^^^^",
        "contest.toml: mistakes 2, warnings 1",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [("", 0), ('[contest]\ncloses = "2025-08-25 周二"\n', 1), ("[lenghts]\n", 2), ("[", 2)],
)
def test_check_exits_by_the_worst_that_it_finds(tmp_path: Path, text: str, code: int) -> None:
    assert contest("config", "check", write(tmp_path, text)).code == code
    assert contest("--dir", tmp_path, "config", "check", "--format", "json").code == code


def test_check_speaks_json(tmp_path: Path) -> None:
    document = contest("config", "check", write(tmp_path, WRONG), "--format", "json").json()
    assert document["version"] == 1
    assert document["command"] == "config check"
    assert document["summary"]["errors"] == 2
    assert [(r["line"], r["column"], r["key"], r["severity"]) for r in document["results"]] == [
        (3, 1, "contest.closes", "warning"), (4, 1, "lenghts", "error"),
        (7, 1, "categories.短视频.longest", "error"),
    ]  # fmt: skip


def test_a_warning_stops_no_other_command(tmp_path: Path) -> None:
    write(tmp_path, '[contest]\ncloses = "2025-08-25 周二"\n')
    title = "[个人]-[短视频]-[微光]-[张三+编辑部]"
    assert contest("--dir", tmp_path, "validate", "--title", title).code == 0


def test_show_marks_what_is_a_default_and_who_sees_to_it(tmp_path: Path) -> None:
    write(tmp_path, '[lengths]\nlongest = "3:00"\n[[checklist]]\nname = "原创"\n')
    out = contest("--dir", tmp_path, "--lang", "zh", "config", "show").out
    assert "  ✓ 时长 ≤ 3:00。\n" in out
    assert "  ☐ 原创\n" in out
    assert "  ✓ 邮件即为投稿。  （默认）\n" in out
    rows = contest("--dir", tmp_path, "config", "show", "--format", "json").json()["results"]
    by = {row["setting"]: (row["by"], row["given"]) for row in rows}
    assert by["lengths.longest"] == ("program", True)
    assert by["checklist.1"] == ("tick", True)
    assert by["media.short_side"] == ("program", False)


def test_the_schema_is_json_in_both_languages() -> None:
    for language in ("zh", "en"):
        made = json.loads(contest("--lang", language, "config", "schema").out)
        assert made["$defs"]["Contest"]["properties"]["closes"]["description"]


def test_a_title_is_judged_by_a_profile(tmp_path: Path) -> None:
    write(tmp_path, '[title]\npattern = "{college}+{work}"\n[profiles]\n"省赛" = "p.toml"\n')
    provincial = '[title]\npattern = "{work}"\nforbidden = ["理工大学"]\n[fields]\nwork = {}\n'
    (tmp_path / "p.toml").write_text(provincial, "utf-8")
    here = ("--dir", tmp_path, "validate", "--title", "理工大学机械学院+微光")
    assert contest(*here).code == 0
    other = contest(*here, "--profile", "省赛")
    assert (other.code, "T132" in other.out) == (1, True)
    unknown = contest(*here, "--profile", "国赛")
    assert (unknown.code, "省赛" in unknown.err) == (2, True)


def test_a_contest_of_a_title_and_a_deadline_is_five_lines(tmp_path: Path) -> None:
    five = '[contest]\nname = "春季赛"\ncloses = 2026-04-30\n[title]\npattern = "{work}-{author}"\n'
    assert len(five.splitlines()) == 5
    write(tmp_path, five)
    assert contest("--dir", tmp_path, "config", "check").code == 0
    late = contest(
        "--dir", tmp_path, "validate", "--title", "微光-张三", "--received", "2026-05-01"
    )
    assert (late.code, "D101" in late.out) == (1, True)


def test_init_takes_a_template_with_new_dates(tmp_path: Path) -> None:
    done = contest("init", tmp_path / "c", "--template", "union-douyin", "--closes", "2026-05-13")
    assert done.code == 0
    rules = parse((tmp_path / "c/contest.toml").read_bytes(), "x")
    assert rules.contest.closes == "2026-05-13"
    assert rules.title.post.hashtags == ("抖出精彩劳动美",)
    unknown = contest("init", tmp_path / "d", "--template", "nothing")
    assert (unknown.code, "union-douyin" in unknown.err) == (2, True)
    assert not (tmp_path / "d").exists()


def test_the_templates_are_listed_with_their_source() -> None:
    listed = contest("init", "--list-templates").out
    assert listed.count("http") >= 8


def test_init_takes_over_last_season(tmp_path: Path) -> None:
    last = tmp_path / "2025"
    (last / "letters").mkdir(parents=True)
    (last / "letters" / "returned.txt").write_text("您好", "utf-8")
    (last / "units.txt").write_text("编辑部\n", "utf-8")
    (last / "other.txt").write_text("x", "utf-8")
    write(
        last, '# ours\n[contest]\ncloses = 2025-08-25\n[rosters]\nunits = { file = "units.txt" }\n'
    )
    done = contest("init", tmp_path / "2026", "--from", last, "--closes", "2026-08-24")
    assert done.code == 0
    made = tmp_path / "2026"
    assert sorted(p.name for p in made.iterdir()) == ["contest.toml", "letters", "units.txt"]
    text = (made / "contest.toml").read_text("utf-8")
    assert text.startswith("# ours\n")
    assert tomllib.loads(text)["contest"]["closes"] == "2026-08-24"
    again = contest("init", made, "--from", last, "--closes", "2026-08-24")
    assert (again.code, "is there already" in again.err) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [("--from", "2025"), ("--closes", "2026-13-01"), ("--from", "2025", "--template", "x")],
)
def test_a_wrong_init_writes_nothing(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    write_to = tmp_path / "2025"
    write_to.mkdir()
    write(write_to, "")
    done = contest("init", "new", *arguments, cwd=tmp_path)
    assert done.code == 2
    assert done.err.count("\n") <= 5
    assert not (tmp_path / "new").exists()


def answered(folder: Path, answers: list[str]) -> str:
    """Run ``contest init`` on a pseudo-terminal and type the answers; what was seen."""
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "contest", "init", str(folder)],
        cwd=REPOSITORY, env=environment(TERM="xterm", CONTEST_LANG="en"),
        stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
        if piece.rstrip().endswith(b"]:") and answers:
            os.write(ours, f"{answers.pop(0)}\n".encode())
    os.close(ours)
    assert program.wait(timeout=30) == 0, seen
    return seen.decode()


def test_init_on_a_terminal_asks_six_questions_and_again_where_the_answer_is_wrong(
    tmp_path: Path,
) -> None:
    seen = answered(
        tmp_path / "c",
        ["春季赛", "2026-02-30", "2026-04-30", "[{category}]-[{work}]-[{author}]",
         "微视频 ≤1:00, 短片 >1:00", "original", "金奖 1, 银奖 2, 入围"],
    )  # fmt: skip
    assert "6/6" in seen
    assert "no such date" in seen
    rules = parse((tmp_path / "c/contest.toml").read_bytes(), "x")
    assert (rules.contest.name, rules.contest.closes) == ("春季赛", "2026-04-30")
    assert rules.fields["category"].values == ("微视频", "短片")
    assert rules.categories["短片"].above == "1:00"
    assert rules.channels.mail == "original"
    assert [(p.name, p.number) for p in rules.prizes] == [("金奖", 1), ("银奖", 2), ("入围", None)]


def test_empty_answers_keep_what_is_shown(tmp_path: Path) -> None:
    answered(tmp_path / "c", [""] * 6)
    assert parse((tmp_path / "c/contest.toml").read_bytes(), "x") == Rulebook()


LONG = "a" * 300


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        (f'[profiles]\np = "{LONG}"\n', ("config", "check")),
        (f'[rosters]\np = {{ file = "{LONG}" }}\n', ("config", "check")),
        ("", ("config", "check", LONG)),
        ("", ("init", LONG)),
        ("", ("entries", "tick", "99999999999999999999")),
        ("[contest]\nfirst = 0x" + "f" * 4000 + "\n", ("config", "show")),
        ("", ("init", "n", "--template", "union-douyin", "--closes", "9999-12-31")),
        ("", ("init", "n", "--from", ".", "--closes", "9999-12-31")),
    ],
)
def test_what_no_system_can_hold_is_one_sentence(
    tmp_path: Path, text: str, arguments: tuple[str, ...]
) -> None:
    write(tmp_path, text)
    outcome = contest(*arguments, cwd=tmp_path)
    assert outcome.code == 2
    assert "Traceback" not in outcome.err


def test_a_roster_is_neither_a_pipe_nor_a_way_out_of_the_folder(tmp_path: Path) -> None:
    folder, outside = tmp_path / "c", tmp_path / "secret.txt"
    folder.mkdir()
    outside.write_text("x", "utf-8")
    os.mkfifo(folder / "pipe.txt")
    (folder / "link.txt").symlink_to(outside)
    write(folder, '[rosters]\na = { file = "pipe.txt" }\nb = { file = "link.txt" }\n')
    outcome = contest("--dir", folder, "config", "check", timeout=30)
    assert (outcome.code, outcome.out.count("rosters.")) == (2, 2)


def test_a_line_separator_in_a_text_is_no_end_of_a_line(tmp_path: Path) -> None:
    path = write(tmp_path, '[contest]\nname = "a\u2028b"  # """\ncloses = 2025-08-25\n[lenghts]\n')
    assert f"{path}:4:1: lenghts" in contest("config", "check", path).out
    write(tmp_path, '[contest]\nname = "a\u2028b"\ncloses = 2025-08-25\n')
    made = contest("init", tmp_path / "n", "--from", tmp_path, "--closes", "2026-08-24")
    assert made.code == 0
