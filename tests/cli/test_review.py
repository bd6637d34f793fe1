"""contest review, answered by lines: each sort of thing gets its answer, and each answer stays."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from expected import SNAPSHOTS, reviewed
from hostile_words import ATTACK, harmless
from running import INBOX, Outcome, contest, on_a_terminal
from small_mails import VIDEO, write

TITLE = "【45载圳青春】-[个人]-[短视频]-[微光]-[张三+编辑部]"


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox") / "c"
    contest("init", folder)
    contest("--dir", folder, "track", INBOX)
    return folder


@pytest.fixture
def folder(inbox: Path, tmp_path: Path) -> Path:
    """A contest with the sample inbox, to be decided on."""
    return Path(shutil.copytree(inbox, tmp_path / "c", symlinks=True))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    contest("init", tmp_path / "c")
    return tmp_path / "c"


def review(folder: Path, answers: str, *arguments: str) -> Outcome:
    outcome = contest("--dir", folder, "review", *arguments, "--as", "王编辑", stdin=answers)
    assert outcome.code == 0, outcome.err
    return outcome


def status(folder: Path, entry: int) -> str:
    found = contest("--dir", folder, "entries", "show", str(entry), "--format", "json").json()
    return str(found["results"][0]["status"])


def listed(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    found = contest("--dir", folder, "review", *arguments, "--format", "json").json()
    results: list[dict[str, Any]] = found["results"]
    return results


def asked(folder: Path, *arguments: str) -> list[tuple[Any, ...]]:
    return [(r["waits"], r["entry"], r["other"]) for r in listed(folder, *arguments)]


def events(folder: Path, what: str) -> list[tuple[int, str, str, str]]:
    with sqlite3.connect(folder / "contest.db") as db:
        return db.execute(
            "SELECT e.entry, a.actor, a.command, e.reason FROM events e "
            "JOIN acts a ON a.id = e.act "
            "WHERE e.what = ? ORDER BY e.id",
            [what],
        ).fetchall()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_screens_of_the_sample_inbox(language: str) -> None:
    assert reviewed(language) == (SNAPSHOTS / f"review.{language}.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("entry", "keys", "becomes"),
    [
        (20, "a", "accepted"), (20, "r", "returned"), (20, "w", "withdrawn"),
        (20, "x 抄袭", "disqualified"), (12, "w", "withdrawn"), (12, "a", "accepted"),
        (30, "a", "accepted"), (28, "Ａ", "accepted"), (24, "R\n链接失效", "returned"),
    ],
)  # fmt: skip
def test_an_entry_gets_its_answer(folder: Path, entry: int, keys: str, becomes: str) -> None:
    keys = keys.replace("Ａ", "Ａ\n看过了")  # a capital in full width asks why as well
    outcome = review(folder, f"{keys}\n", str(entry))
    assert status(folder, entry) == becomes
    assert f"Entry {entry} is {becomes}." in outcome.out
    assert [(e, who, command) for e, who, command, _ in events(folder, "decided")] == [
        (entry, "王编辑", "review")
    ]
    assert ("entry", entry, None) not in asked(folder)


def test_the_reason_is_kept(folder: Path) -> None:
    review(folder, "x\n抄袭\ns\nr 请补正\nq\n", "20-28")
    assert [reason for *_, reason in events(folder, "decided")] == ["抄袭", "请补正"]


def test_nobody_is_put_out_without_a_reason(folder: Path) -> None:
    outcome = review(folder, "x\n\n", "20")
    assert "Nothing was done." in outcome.out
    assert status(folder, 20) == "review"


@pytest.mark.parametrize(
    ("key", "states"), [("d", ("accepted", "accepted")), ("1", ("accepted", "withdrawn")),
                        ("2", ("withdrawn", "accepted"))],
)  # fmt: skip
def test_a_pair_gets_its_answer(folder: Path, key: str, states: tuple[str, str]) -> None:
    review(folder, f"{key}\n", "23")
    assert (status(folder, 23), status(folder, 26)) == states
    assert {who for _, who, _, _ in events(folder, "compared")} == {"王编辑"}
    assert ("pair", 23, 26) not in asked(folder)


def test_of_a_pair_both_answers_or_none_where_one_is_refused(folder: Path) -> None:
    contest("--dir", folder, "entries", "accept", "26")
    contest("--dir", folder, "awards", "grant", "26", "一等奖")
    outcome = review(folder, "1\n", "26")
    assert "revoke it first" in outcome.out
    assert ("pair", 23, 26) in asked(folder)
    assert events(folder, "compared") == []


def test_what_is_open_on_the_checklist_is_ticked(folder: Path) -> None:
    rules = folder / "contest.toml"
    rules.write_text(rules.read_text("utf-8") + '\n[[checklist]]\nname = "原创"\n', "utf-8")
    contest("--dir", folder, "track", INBOX / "001-perfect.eml")
    outcome = review(folder, "a\nt\n", "1")
    assert "“a” is no answer here" in outcome.out
    assert "t tick 原创" in outcome.out
    assert status(folder, 1) == "accepted"
    assert [who for _, who, _, _ in events(folder, "ticked")] == ["王编辑"]


def test_what_waits_for_more_than_one_answer_is_shown_again(folder: Path) -> None:
    rules = folder / "contest.toml"
    rules.write_text(rules.read_text("utf-8") + '\n[[checklist]]\nname = "原创"\n', "utf-8")
    contest("--dir", folder, "track", INBOX)
    outcome = review(folder, "t\na\n", "20")
    assert outcome.out.count("1 of 1") == 2
    assert status(folder, 20) == "accepted"


def test_a_mail_without_a_video_is_read_and_answered(empty: Path, tmp_path: Path) -> None:
    first = write(tmp_path, "1", TITLE, video=VIDEO)
    later = "Mon, 18 Aug 2025 11:00:00 +0800"
    second = write(tmp_path, "2", TITLE, body="补充：电话 1", received=later)
    contest("--dir", empty, "track", first, second)
    contest("--dir", empty, "entries", "accept", "1")
    third = write(
        tmp_path, "3", TITLE, body="请改用第二版", received="Mon, 18 Aug 2025 12:00 +0800"
    )
    contest("--dir", empty, "track", third)
    outcome = review(empty, "a\n")
    assert "请改用第二版" in outcome.out
    assert "补充" not in outcome.out  # it came before the entry was decided on
    assert asked(empty) == []


def test_a_withdrawal_after_the_decision_is_not_lost(empty: Path, tmp_path: Path) -> None:
    contest("--dir", empty, "track", write(tmp_path, "1", TITLE, video=VIDEO))
    contest("--dir", empty, "entries", "accept", "1")
    taken_back = write(tmp_path, "2", "申请撤回参赛作品《微光》", body="申请撤回参赛作品《微光》")
    contest("--dir", empty, "track", taken_back)
    assert status(empty, 1) == "accepted"
    assert "申请撤回" in review(empty, "w\n").out
    assert status(empty, 1) == "withdrawn"
    assert asked(empty) == []


def test_a_correction_after_a_withdrawal_can_be_left_at_that(empty: Path, tmp_path: Path) -> None:
    contest("--dir", empty, "track", write(tmp_path, "1", TITLE, video=VIDEO))
    contest("--dir", empty, "entries", "withdraw", "1")
    contest("--dir", empty, "track", write(tmp_path, "2", TITLE, body="改名", video=VIDEO * 2))
    assert asked(empty) == [("entry", 1, None)]
    assert "w leave it out" in review(empty, "w\n").out
    assert (status(empty, 1), asked(empty)) == ("withdrawn", [])


def test_another_sender_s_version_is_shown_with_its_sender(empty: Path, tmp_path: Path) -> None:
    contest("--dir", empty, "track", write(tmp_path, "1", TITLE, video=VIDEO))
    other = write(tmp_path, "2", TITLE, sender="b@other.example", body="我是秘书", video=VIDEO * 2)
    contest("--dir", empty, "track", other)
    outcome = review(empty, "r\n")
    assert "b@other.example" in outcome.out
    assert "我是秘书" in outcome.out
    assert status(empty, 1) == "returned"


def test_what_belongs_to_no_entry_is_shown_and_passed_over(folder: Path) -> None:
    outcome = review(folder, "s\n" * 9 + "a\no\ns\n")
    assert "星河科技新品发布会媒体邀请" in outcome.out
    assert "It belongs to no entry" in outcome.out
    assert "“a” is no answer here" in outcome.out
    assert len(listed(folder)) == 10


def test_back_shows_the_last_one_and_another_answer_outweighs_it(folder: Path) -> None:
    review(folder, "b\na\nb\nr\nq\n", "20-24")
    assert status(folder, 20) == "returned"
    assert [entry for entry, *_ in events(folder, "decided")] == [20, 20]


def test_the_end_of_what_was_piped_in_leaves(folder: Path) -> None:
    outcome = review(folder, "")
    assert "0 answered." in outcome.out
    assert "10 still wait for a person" in outcome.out


def test_where_nothing_waits_nothing_is_asked(empty: Path) -> None:
    outcome = contest("--dir", empty, "review", stdin="a\n")
    assert (outcome.code, outcome.out) == (0, "")
    assert "Nothing waits for a person." in outcome.err


def test_a_query_narrows_it(folder: Path) -> None:
    assert asked(folder, "23", "30-50") == [
        ("pair", 23, 26), ("entry", 30, None), ("entry", 38, None)
    ]  # fmt: skip
    assert contest("--dir", folder, "review", "没有这样的作品").code == 2


@pytest.mark.parametrize("format_", ["json", "jsonl", "csv"])
def test_to_list_asks_nothing(folder: Path, format_: str) -> None:
    outcome = contest("--dir", folder, "review", "--list", "--format", format_, stdin="a\n")
    assert outcome.code == 0
    assert outcome.out.count("S205") == 1
    assert events(folder, "decided") == []


def test_the_list_as_a_program_sees_it(folder: Path) -> None:
    document = contest("--dir", folder, "review", "--format", "json").json()
    assert document["summary"] == {"waiting": 10, "claimed": 0}
    assert document["results"][3] == {
        "waits": "pair", "entry": 23, "other": 26, "submission": None,
        "title": "【45载圳青春】-[个人]-[短视频]-[城市的褶皱]-[江一鸣+深度报道部]",
        "codes": ["S205"],
        "links_expire_at": None, "claimed_by": None, "claimed_at": None,
    }  # fmt: skip
    assert document["results"][9]["submission"] == 33


def test_a_claim_is_shown_gone_past_and_found_by_name(folder: Path) -> None:
    with sqlite3.connect(folder / "contest.db") as db:
        db.execute(
            "INSERT INTO claims VALUES ('entry', 26, '李四', 'elsewhere:1', "
            "'2025-08-25T13:03:00+00:00', '2099-01-01T00:00:00+00:00')"
        )
    found = listed(folder, "--claimed-by", "李四")
    assert [(r["entry"], r["claimed_by"]) for r in found] == [(23, "李四")]
    assert asked(folder, "--mine", "--as", "王编辑") == []
    assert len(asked(folder, "--mine", "--as", "李四")) == 1
    assert "李四 21:03" in contest("--dir", folder, "review", "--list").out
    outcome = review(folder, "s\n", "23", "24")
    assert "#023 ↔ #026  李四 is looking at it (since 21:03)." in outcome.out
    assert "2 of 2" in outcome.out
    assert "1 of 2" not in outcome.out
    assert "1 of 1" in review(folder, "d\n", "23", "--all").out
    assert ("pair", 23, 26) not in asked(folder)


@pytest.mark.parametrize("columns", ["40", "100"])
def test_what_strangers_write_is_text(empty: Path, tmp_path: Path, columns: str) -> None:
    title = f"[个人]-[短视频]-[微光{ATTACK}]-[张三{ATTACK}+编辑部]"
    sender = "=?utf-8?B?W2JvbGRdG1szMTs3beKArg==?= <a@press.example>"
    contest("--dir", empty, "track", write(tmp_path, "1", title, sender=sender, video=VIDEO))
    later = write(tmp_path, "2", f"更正：{title}", sender=sender, body=f"更正 {ATTACK}")
    contest("--dir", empty, "track", later)
    words = json.dumps([{"text": f"{title}{' ' * 90}", "author": ATTACK}])
    (tmp_path / "p.jsonl").write_text(words.strip("[]") + "\n", "ascii")
    contest("--dir", empty, "track", tmp_path / "p.jsonl")
    contest("--dir", empty, "entries", "accept", "1", "--reason", ATTACK, "--as", ATTACK)
    contest("--dir", empty, "track", write(tmp_path, "3", f"更正：{title}", body=ATTACK))
    call = ("--dir", str(empty), "review", "--as", ATTACK)
    seen = on_a_terminal(*call, COLUMNS=columns)
    assert "[bold]" in seen
    harmless(seen.replace("\x1b[H\x1b[2J", ""))
    harmless(contest(*call, stdin=f"?\nx {ATTACK}\nb\n{ATTACK}\n").out, "[bold]")
    harmless(contest("--dir", empty, "review", "--list").out)
