"""The board's numbers: what SQLite counts is what there is, one by one."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from large_ledger import HERE, write_ledger
from sqlite_utils import Database

from contest.ledger.board import OPEN_STATES, Board, board
from contest.ledger.schema import MIGRATIONS
from contest.ledger.store import Store
from contest.model import Aspect, Outcome, Status

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2025, 8, 25, 12, tzinfo=HERE)


class Memory(NamedTuple):
    """A ledger that no disk has to keep."""

    db: Database


def empty() -> Memory:
    db = Database(memory=True)
    MIGRATIONS.apply(db)
    db.execute("INSERT INTO acts (at, actor, command) VALUES ('', '', 'test')")
    db.execute("INSERT INTO pen (act) VALUES (1)")
    return Memory(db)


@pytest.fixture
def store() -> Memory:
    return empty()


def seen(store: Memory, zone: ZoneInfo = SHANGHAI, now: datetime = NOW) -> Board:
    return board(store.db.conn, now=now, zone=zone, rules="r", states=tuple(Status))


def put(store: Memory, table: str, **row: Any) -> int:
    columns, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608  # our own names
    return int(store.db.execute(statement, row).lastrowid or 0)


def arrived(store: Memory, **changes: Any) -> int:
    """A submission, as little as there can be of one."""
    (number,) = store.db.execute("SELECT count(*) FROM submissions").fetchone()
    row = {
        "key": f"k{number}", "source": f"{number}.eml", "channel": "mail", "kind": "entry",
        "reason": "title", "title": "t", "title_from": "subject", "repaired": 0, "fields": "{}",
        "spans": "{}", "refers": "[]", "form": "pass", "eligibility": "pass", "material": "pass",
        "formalities": "n/a", "verdict": "accepted", "rules": "r", "recorded_at": "now",
        "received_at": "2025-08-20T10:00:00+08:00",
    }  # fmt: skip
    return put(store, "submissions", **row | changes)


def entry(store: Memory, status: str = "accepted", **changes: Any) -> int:
    """An entry with one version."""
    number = put(store, "entries", status=status, fields="{}")
    current = arrived(store, entry=number, version=1, **changes)
    store.db.execute("UPDATE entries SET current = ? WHERE id = ?", [current, number])
    return number


def current(store: Memory, number: int) -> int:
    row = store.db.execute("SELECT current FROM entries WHERE id = ?", [number]).fetchone()
    return int(row[0])


def finding(store: Memory, submission: int, code: str, severity: str = "review") -> None:
    (place,) = store.db.execute("SELECT count(*) FROM findings").fetchone()
    put(store, "findings", submission=submission, position=place, code=code, severity=severity,
        aspect="material", args="{}")  # fmt: skip


def among(store: Memory, number: int, code: str, severity: str, aspect: str) -> None:
    (place,) = store.db.execute("SELECT count(*) FROM entry_findings").fetchone()
    put(store, "entry_findings", entry=number, position=place, code=code, severity=severity,
        aspect=aspect, args="{}")  # fmt: skip


def link(store: Memory, submission: int, left: timedelta | None, **changes: Any) -> None:
    (place,) = store.db.execute("SELECT count(*) FROM submission_files").fetchone()
    until = (NOW + left).astimezone(UTC).isoformat() if left is not None else None
    row = {
        "submission": submission,
        "position": place,
        "name": f"{place}.mp4",
        "size": 100,
        "kind": "link",
        "url": f"https://x/{place}",
        "expires_at": until,
        "video": 1,
    }
    put(store, "submission_files", **row | changes)


def needed(found: Board) -> dict[str, tuple[int, tuple[int, ...]]]:
    return {need.kind: (need.number, need.entries) for need in found.needs}


def test_an_empty_ledger_has_an_empty_board(store: Memory) -> None:
    found = seen(store)
    assert not found.entries
    assert found.days == {}
    assert found.needs == ()
    assert found.links.number == found.stale == 0


def test_what_is_counted_is_what_is_there(tmp_path: Path) -> None:
    write_ledger(tmp_path / "contest.db", 400, "r")
    with Store(tmp_path / "contest.db", patience=1) as store:
        found = seen(Memory(store.db))
        rows = store.db.execute(
            "SELECT e.status, e.category, e.department, s.received_at, s.form, s.material, "
            "f.kind FROM entries e JOIN submissions s ON s.id = e.current "
            "JOIN submission_files f ON f.submission = s.id"
        ).fetchall()
    assert len(rows) == 400
    assert found.entries == Counter(row[0] for row in rows)
    assert found.categories == Counter(row[1] for row in rows)
    assert found.departments == Counter(row[2] for row in rows)
    assert list(found.departments.values()) == sorted(found.departments.values(), reverse=True)
    moments = [datetime.fromisoformat(row[3]).astimezone(SHANGHAI) for row in rows]
    days = Counter(moment.date() for moment in moments)
    assert {day: n for day, n in found.days.items() if n} == days
    assert found.aspects[Aspect.FORM] == Counter(Outcome(row[4]) for row in rows)
    assert found.aspects[Aspect.MATERIAL] == Counter(Outcome(row[5]) for row in rows)
    assert found.links.number == sum(row[6] == "link" for row in rows)
    assert needed(found)["review"][0] == found.entries["review"]


ZONES = [timezone(timedelta(minutes=minutes)) for minutes in (0, 480, -420, 330, 345)]
MOMENTS = st.lists(
    st.builds(
        lambda seconds, zone: datetime.fromtimestamp(seconds, zone),
        st.integers(1_740_800_000, 1_764_500_000),
        st.sampled_from(ZONES),
    ),
    max_size=30,
)
"""By the clocks of servers, from March to November of 2025."""


@settings(deadline=None, max_examples=50)
@given(MOMENTS, st.sampled_from(["Asia/Shanghai", "Asia/Kolkata", "America/New_York"]))
def test_days_are_those_of_the_contest_whatever_clock_a_server_has(
    moments: list[datetime], name: str
) -> None:
    zone = ZoneInfo(name)
    store = empty()
    for moment in moments:
        arrived(store, received_at=moment.isoformat())
    found = seen(store, zone)
    expected = Counter(moment.astimezone(zone).date() for moment in moments)
    assert {day: n for day, n in found.days.items() if n} == expected


def test_a_day_without_anything_is_a_day_too(store: Memory) -> None:
    for at in ("2025-08-20T23:59:59+08:00", "2025-08-22T16:00:00+00:00"):
        arrived(store, received_at=at)
    arrived(store, received_at=None)
    expected = {date(2025, 8, 20): 1, date(2025, 8, 21): 0, date(2025, 8, 22): 0}
    assert seen(store).days == expected | {date(2025, 8, 23): 1}


def test_what_is_wrong_among_all_worsens_an_aspect_and_never_mends_it(store: Memory) -> None:
    good, bad, late = entry(store), entry(store, "returned", form="fail"), entry(store)
    among(store, good, "S205", "review", "form")
    among(store, bad, "S205", "review", "form")
    among(store, late, "E101", "error", "eligibility")
    among(store, late, "E101", "review", "eligibility")
    among(store, late, "F107", "info", "formalities")
    found = seen(store).aspects
    assert found[Aspect.FORM] == {Outcome.PASS: 1, Outcome.FAIL: 1, Outcome.OPEN: 1}
    assert found[Aspect.ELIGIBILITY] == {Outcome.PASS: 2, Outcome.FAIL: 1}
    assert found[Aspect.FORMALITIES] == {Outcome.NA: 3}
    some = board(store.db.conn, now=NOW, zone=SHANGHAI, rules="r", states=OPEN_STATES)
    assert some.aspects[Aspect.FORM] == {Outcome.FAIL: 1}


def test_links_are_those_of_current_versions_the_soonest_first(store: Memory) -> None:
    one, two = entry(store), entry(store, "review")
    gone, older = entry(store, "withdrawn"), arrived(store, entry=one, version=2)
    link(store, current(store, one), timedelta(hours=30))
    link(store, current(store, two), timedelta(hours=3))
    link(store, current(store, two), timedelta(hours=-1))
    link(store, current(store, two), None, size=None)
    for submission in (current(store, gone), older):
        link(store, submission, timedelta(hours=1))
    for changes in ({"old": 1}, {"url": None}):
        link(store, current(store, one), timedelta(hours=1), **changes)
    found = seen(store).links
    assert (found.number, found.expired, found.size) == (4, 1, 200)
    assert [(soon.entry, soon.expires_at - NOW) for soon in found.soonest] == [
        (two, timedelta(hours=3)), (one, timedelta(hours=30)),
    ]  # fmt: skip


def test_needs_name_kinds_reasons_and_the_first_entries(store: Memory) -> None:
    waiting = [entry(store, "review", material="open") for _ in range(7)]
    for number in waiting:
        finding(store, current(store, number), "M302")
    finding(store, current(store, waiting[0]), "T115")
    finding(store, current(store, waiting[0]), "T107", "warning")
    among(store, waiting[1], "S205", "review", "formalities")
    other = arrived(store, entry=waiting[2], version=2)
    finding(store, other, "S210")
    finding(store, other, "M201")
    found = seen(store)
    assert needed(found) == {
        "review": (7, tuple(waiting[:5])), "alike": (1, (waiting[1],)),
    }  # fmt: skip
    assert found.needs[0].codes == (("M302", 7), ("S210", 1), ("T115", 1))


def test_what_came_for_an_entry_waits_until_somebody_has_decided(store: Memory) -> None:
    one, two, decided = entry(store), entry(store), entry(store)
    for number in (one, decided):
        arrived(store, entry=number, kind="correction")
    for _ in range(2):
        arrived(store, entry=two, kind="withdrawal")
    store.db.execute("UPDATE entries SET decided = 'accepted' WHERE id = ?", [decided])
    arrived(store, kind="question", entry=one, verdict=None)
    assert needed(seen(store)) == {"correction": (1, (one,)), "withdrawal": (1, (two,))}


def test_open_ticks_and_awards_without_a_winner_are_needs(store: Memory) -> None:
    one, two = entry(store, "review"), entry(store, "returned")
    for name in ("first", "second"):
        among(store, one, "F107", "review", "formalities")
        for number, revoked in ((one, None), (two, "now")):
            put(store, "awards", entry=number, prize=name, rank=1, granted_at="", granted_by="",
                reason="", revoked_at=revoked)  # fmt: skip
    found = needed(seen(store))
    assert found["tick"] == found["award"] == (1, (one,))
    assert seen(store).awards == {"first": 1, "second": 1}


def test_what_belongs_to_no_entry_waits_where_it_may_be_one(store: Memory) -> None:
    arrived(store, verdict="review", kind="withdrawal", title="withdraw it", source="a.eml")
    arrived(store, verdict=None, kind="unrelated", title="news")
    film = arrived(store, verdict=None, kind="unrelated", title="film", source="b.eml")
    link(store, film, None)
    (need,) = seen(store).needs
    assert (need.kind, need.number) == ("loose", 2)
    assert need.loose == (("a.eml", "withdraw it", "withdrawal"), ("b.eml", "film", "unrelated"))


def test_submissions_of_other_rules_are_counted(store: Memory) -> None:
    for rules in ("r", "r", "other"):
        arrived(store, rules=rules)
    assert seen(store).stale == 1
