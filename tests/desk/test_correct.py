"""A person's corrections: of all entries named or of none, and the rehearsal tells the truth."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from desks import act, changed, codes, entry, made, posted, states, title, tracked
from small_mails import VIDEO, write

from contest.desk import browse
from contest.desk.award import grant
from contest.desk.board import standing
from contest.desk.changes import Decide, Edit, Extend, Merge, Split, Tick
from contest.desk.folder import Folder
from contest.errors import RefusedError, UsageError
from contest.ledger import alike
from contest.ledger.query import corrections
from contest.model import Severity, Status

ON_TIME, LATER = "2025-08-18 09:00", "2025-08-18 10:00"
LATEST = "Mon, 18 Aug 2025 12:00:00 +0800"
LATE, SHANGHAI = "2025-08-26 00:00:41", ZoneInfo("Asia/Shanghai")
QUOTA = '[[quotas]]\nper = ["person"]\nmost = 1\n'


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return made(tmp_path / "c")


def edit(folder: Folder, *texts: str) -> Edit:
    return Edit.of(folder.rules, texts)


def ledger(folder: Folder, sql: str) -> list[tuple[object, ...]]:
    with folder.ledger() as store, store.read() as db:
        return db.execute(sql).fetchall()


# deciding


def test_several_are_decided_at_once_or_none(folder: Folder) -> None:
    posted(folder, *((title(work), "x", ON_TIME) for work in ("甲甲", "乙乙", "丙丙")))
    changed(folder, (1, 3), Decide(Status.WITHDRAWN))
    assert states(folder) == {1: "withdrawn", 2: "accepted", 3: "withdrawn"}
    with pytest.raises(RefusedError):
        changed(folder, (2, 9), Decide(Status.RETURNED))
    assert states(folder)[2] == "accepted"


def test_a_rehearsal_shows_what_would_be_and_keeps_nothing(tmp_path: Path) -> None:
    folder = made(tmp_path / "c", QUOTA)
    posted(folder, (title("甲甲"), "x", ON_TIME), (title("乙乙"), "x", LATER))
    assert states(folder) == {1: "accepted", 2: "returned"}
    events = ledger(folder, "SELECT count(*) FROM events")
    rehearsed = changed(folder, 1, Decide(Status.WITHDRAWN), dry_run=True)
    assert [(o.entry, o.before, o.after) for o in rehearsed] == [
        (1, Status.ACCEPTED, Status.WITHDRAWN), (2, Status.RETURNED, Status.ACCEPTED),
    ]  # fmt: skip
    assert states(folder) == {1: "accepted", 2: "returned"}
    assert ledger(folder, "SELECT count(*) FROM events") == events
    assert changed(folder, 1, Decide(Status.WITHDRAWN)) == rehearsed
    assert states(folder) == {1: "withdrawn", 2: "accepted"}


def test_ticks_of_several(tmp_path: Path) -> None:
    folder = made(tmp_path / "c", '[[checklist]]\nname = "原创"\n')
    posted(folder, (title("甲甲"), "x", ON_TIME), (title("乙乙"), "x", LATER))
    (one, two) = changed(folder, (1, 2), Tick())
    assert one.done is not None
    assert (one.done.names, one.after, two.after) == (("原创",), Status.ACCEPTED, Status.ACCEPTED)


# edits


def test_an_edit_is_judged_and_survives_tracking_again(folder: Folder) -> None:
    post = (title("微光", department=""), "x", ON_TIME)
    posted(folder, post)
    assert states(folder) == {1: "returned"}
    (outcome,) = changed(folder, 1, edit(folder, "部门=编辑部", "work=微光成炬"))
    assert outcome.fields == {"work": ("微光", "微光成炬"), "department": (None, "编辑部")}
    assert states(folder) == {1: "accepted"}
    posted(folder, post)
    assert entry(folder, 1).fields["work"] == "微光成炬"
    # What was written is kept beside it.
    assert ledger(folder, "SELECT fields ->> 'work', title FROM submissions") == [
        ("微光", post[0])
    ]  # fmt: skip


def test_new_rules_judge_what_was_edited(folder: Folder) -> None:
    post = (title("微光"), "x", ON_TIME)
    posted(folder, post)
    changed(folder, 1, edit(folder, "work=四十五年来这座城市的清晨"))
    stricter = made(folder.path, "[fields.work]\nlongest = 8\n")
    posted(stricter, post)
    assert "T130" in codes(entry(stricter, 1))
    assert states(stricter) == {1: "returned"}


def test_a_newer_version_that_says_otherwise_wins(folder: Folder) -> None:
    posted(folder, (title("微光", department="编辑"), "x", ON_TIME))
    changed(folder, 1, edit(folder, "department=编辑部"))
    posted(folder, (title("微光", department="编辑"), "y", LATER), name="same")
    assert entry(folder, 1).fields["department"] == "编辑部"
    newest = (title("微光", department="摄影部"), "z", "2025-08-18 11:00")
    posted(folder, newest, name="other")
    assert entry(folder, 1).fields["department"] == "摄影部"
    with folder.ledger() as store:
        assert [c.what for c in corrections(store.db, 1)] == ["edited", "overtaken"]


def test_the_old_title_still_finds_the_work(folder: Folder) -> None:
    posted(folder, (title("微光"), "x", ON_TIME))
    changed(folder, 1, edit(folder, "work=烛光"))
    posted(folder, (title("微光"), "y", LATER), name="old")
    posted(folder, (title("烛光"), "z", "2025-08-18 11:00"), name="new")
    assert states(folder) == {1: "accepted"}
    assert (entry(folder, 1).versions, entry(folder, 1).fields["work"]) == (3, "烛光")


def test_an_edit_taken_back_leaves_nothing(folder: Folder) -> None:
    posted(folder, (title("微光", department=""), "x", ON_TIME))
    changed(folder, 1, edit(folder, "department=编辑部"))
    changed(folder, 1, edit(folder, "department="))
    assert states(folder) == {1: "returned"}
    assert ledger(folder, "SELECT edits FROM entries") == [("{}",)]
    assert "T101" in codes(entry(folder, 1))


def test_a_part_that_holds_the_pattern_s_own_signs_is_what_it_says(folder: Folder) -> None:
    posted(folder, (title("微光"), "x", ON_TIME))
    changed(folder, 1, edit(folder, "work=A]-[B"))
    assert (entry(folder, 1).fields["work"], states(folder)[1]) == ("A]-[B", "accepted")


def test_an_edit_of_an_author_moves_quotas(tmp_path: Path) -> None:
    folder = made(tmp_path / "c", QUOTA)
    posted(folder, (title("甲甲"), "x", ON_TIME), (title("乙乙", "张二"), "x", LATER))
    outcomes = changed(folder, 2, edit(folder, "author=张三"))
    assert (outcomes[0].after, states(folder)) == (
        Status.RETURNED, {1: "accepted", 2: "returned"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [("phone=1", "author"), ("work", "author"), ("类别=微视频", "长视频"), ("=x", "author")],
)
def test_what_can_not_be_set_is_told_with_what_can(folder: Folder, text: str, names: str) -> None:
    with pytest.raises(UsageError) as error:
        edit(folder, text)
    assert names in str(error.value.arguments["allowed"])


def test_an_alias_is_put_into_the_contest_s_own_word(folder: Folder) -> None:
    assert edit(folder, "类别=长片").values == {"category": "长视频"}


# late ones


def test_a_late_one_is_let_in_and_it_says_by_whom(folder: Folder) -> None:
    posted(folder, (title("微光"), "x", LATE))
    assert states(folder) == {1: "returned"}
    (outcome,) = changed(folder, 1, Extend())
    assert outcome.done is not None
    assert outcome.done.names == ("2025-08-26 00:01+08:00",)
    row = entry(folder, 1)
    assert (row.status, row.late_by) == (Status.ACCEPTED, None)
    (finding,) = [f for f in row.findings if f.code[0] == "D"]
    assert (finding.code, finding.severity) == ("D112", Severity.INFO)
    assert (finding.args["who"], finding.args["why"]) == ("陈编辑", "来电")


def test_it_holds_for_what_comes_later_and_no_longer(folder: Folder) -> None:
    posted(folder, (title("微光"), "x", LATE))
    changed(folder, 1, Extend(datetime(2025, 8, 27, tzinfo=SHANGHAI)))
    posted(folder, (title("微光"), "y", "2025-08-26 23:59:59"), name="next")
    assert (entry(folder, 1).received_at or "")[:13] == "2025-08-26T23"
    posted(folder, (title("微光"), "z", "2025-08-27 00:00:00"), name="last")
    assert (entry(folder, 1).received_at or "")[:13] == "2025-08-26T23"


def test_a_late_version_that_waits_becomes_current(folder: Folder) -> None:
    posted(folder, (title("微光"), "x", ON_TIME), (title("微光"), "x", LATE))
    assert (entry(folder, 1).received_at or "")[:10] == "2025-08-18"
    changed(folder, 1, Extend())
    row = entry(folder, 1)
    assert (row.received_at or "")[:10] == "2025-08-26"
    assert {"S208", "D112"} <= set(codes(row))
    assert "S204" not in codes(row)


def test_what_is_not_late_needs_an_instant(folder: Folder) -> None:
    posted(folder, (title("微光"), "x", ON_TIME))
    with pytest.raises(RefusedError):
        changed(folder, 1, Extend())
    with pytest.raises(RefusedError):
        changed(folder, 1, Extend(datetime(2025, 8, 20, tzinfo=SHANGHAI)))


# two that are one, one that is two


def test_a_merged_entry_keeps_its_number_and_is_counted_no_more(folder: Folder) -> None:
    posted(folder, (title("微光"), "x", LATER), (title("微光成炬"), "x", ON_TIME))
    changed(folder, 2, Merge(1))
    assert states(folder) == {1: "accepted"}
    assert standing(folder, act().at).board.entries == {"accepted": 1}
    found = browse.show(folder, 2)
    assert (found.entry.number, found.merged, found.entry.versions) == (1, (2,), 2)
    assert (found.entry.received_at or "")[11:13] == "10"  # the latest is current
    posted(folder, (title("微光成炬"), "y", "2025-08-19 10:00"), name="again")
    assert (entry(folder, 1).versions, states(folder)) == (3, {1: "accepted"})
    posted(folder, (title("夜"), "y", ON_TIME), name="new")
    assert list(states(folder)) == [1, 3]


@pytest.mark.parametrize(("one", "into"), [(1, 1), (1, 9), (9, 1)])
def test_what_can_not_be_merged(folder: Folder, one: int, into: int) -> None:
    posted(folder, (title("微光"), "x", LATER))
    with pytest.raises(RefusedError):
        changed(folder, one, Merge(into))


def test_nothing_is_done_to_an_entry_that_went_into_another(folder: Folder) -> None:
    posted(folder, *((title(work), "x", ON_TIME) for work in ("甲甲", "乙乙", "丙丙")))
    changed(folder, 2, Merge(1))
    for change in (Decide(Status.ACCEPTED), edit(folder, "work=x"), Tick(), Merge(3), Extend()):
        with pytest.raises(RefusedError):
            changed(folder, 2, change)
    with pytest.raises(RefusedError):
        changed(folder, 3, Merge(2))
    changed(folder, 1, Merge(3))
    assert browse.show(folder, 2).entry.number == 3


def test_an_awarded_entry_is_not_merged_away(folder: Folder) -> None:
    posted(folder, (title("微光"), "x", LATER), (title("夜"), "x", ON_TIME))
    grant(folder, 2, "一等奖", rank=None, reason="", act=act())
    with pytest.raises(RefusedError):
        changed(folder, 2, Merge(1))
    changed(folder, 1, Merge(2))


def test_a_split_work_stays_apart(folder: Folder) -> None:
    posts = [(title("微光"), who, at) for who, at in (("x", ON_TIME), ("y", LATER))]
    posted(folder, *posts)
    (outcome, other) = changed(folder, 1, Split((2,)))
    assert outcome.done is not None
    assert (outcome.done.other, other.entry, other.before) == (2, 2, None)
    assert states(folder) == {1: "accepted", 2: "accepted"}
    stricter = made(folder.path, "[fields.work]\nlongest = 20\n")
    again = posted(stricter, *posts)
    assert [(t.report.entry, t.recorded) for t in again] == [(1, True), (2, True)]
    assert all("S208" not in codes(row) for row in browse.entries(stricter))
    posted(stricter, (title("微光"), "z", "2025-08-18 11:00"), name="third")
    versions = ledger(folder, "SELECT entry, version FROM submissions ORDER BY id")
    assert versions == [(1, 1), (2, 1), (1, 3)]  # 2 was given once


def test_one_version_must_stay(folder: Folder) -> None:
    posted(folder, (title("微光"), "x", ON_TIME), (title("微光"), "y", LATER))
    for versions in ((1, 2), (3,)):
        with pytest.raises(RefusedError):
            changed(folder, 1, Split(versions))
    assert list(states(folder)) == [1]


# names that differ by little


def test_near_names_of_one_author_ask_a_person(folder: Folder) -> None:
    names = ("凌晨四点的印刷厂", "凌晨四点印刷厂", "夜班食堂（一）", "夜班食堂（二）")
    posted(folder, *((title(name), "x", f"2025-08-18 0{n}:00") for n, name in enumerate(names)))
    posted(folder, (title("凌晨四点的印涮厂", "李四"), "x", ON_TIME), name="other")
    assert {n for n, state in states(folder).items() if state == "review"} == {2}
    assert codes(entry(folder, 2))[-1] == "S216"
    with folder.ledger() as store, store.write(by := act()) as db:
        alike.decide(db, 1, 2, same=False, reason="", act=by)
    changed(folder, 5, Decide(Status.ACCEPTED))
    assert set(states(folder).values()) == {"accepted"}


def test_near_names_put_together_ask_no_more(folder: Folder) -> None:
    posted(folder, (title("微光成炬"), "x", ON_TIME), (title("微光成炬（最终版）"), "x", LATER))
    assert states(folder) == {1: "accepted", 2: "review"}
    changed(folder, 2, Merge(1))
    assert states(folder) == {1: "accepted"}


# mails


def test_an_answer_goes_with_the_version_that_it_answers(folder: Folder, tmp_path: Path) -> None:
    subject = title("微光")
    write(tmp_path, "1", subject, sender="a@press.example", video=VIDEO)
    later, latest = "Mon, 18 Aug 2025 11:00:00 +0800", LATEST
    write(tmp_path, "2", subject, sender="b@press.example", video=VIDEO, received=later)
    answer = "In-Reply-To: <2@press.example>\r\nReferences: <2@press.example>\r\n"
    write(tmp_path, "3", "回复：更正", sender="b@press.example", headers=answer, received=latest)
    tracked(folder, *(tmp_path / f"{n}.eml" for n in (1, 2, 3)))
    assert ledger(folder, "SELECT entry, version FROM submissions ORDER BY id") == [
        (1, 1), (1, 2), (1, None),
    ]  # fmt: skip
    changed(folder, 1, Split((2,)))
    assert ledger(folder, "SELECT entry, version FROM submissions ORDER BY id") == [
        (1, 1), (2, 1), (2, None),
    ]  # fmt: skip
    # A mail of the same title goes to the entry of the same sender, an answer to what it answers.
    write(tmp_path, "4", subject, sender="b@press.example", video=VIDEO, received=latest)
    tracked(folder, tmp_path / "4.eml")
    assert entry(folder, 2).versions == 2
    changed(folder, 2, Merge(1))
    write(tmp_path, "5", "回复：谢谢", sender="b@press.example", headers=answer, received=latest)
    tracked(folder, tmp_path / "5.eml")
    assert {row[0] for row in ledger(folder, "SELECT entry FROM submissions")} == {1}


def test_another_sender_s_work_that_was_put_here_may_count(folder: Folder, tmp_path: Path) -> None:
    for number, (work, sender) in enumerate((("微光", "a"), ("烛光", "b")), 10):
        received = f"Mon, 18 Aug 2025 {number}:00:00 +0800"
        address = f"{sender}@press.example"
        write(tmp_path, sender, title(work), sender=address, video=VIDEO, received=received)
    tracked(folder, tmp_path / "a.eml", tmp_path / "b.eml")
    changed(folder, 2, Merge(1))
    assert entry(folder, 1).fields["work"] == "烛光"
    write(tmp_path, "c", title("烛光"), sender="c@press.example", video=VIDEO, received=LATEST)
    tracked(folder, tmp_path / "c.eml")
    assert "S210" in codes(entry(folder, 1))
    assert (entry(folder, 1).received_at or "")[11:13] == "11"
