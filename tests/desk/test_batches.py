"""Posts that are written down by the hundred come to the same as one after the other; mails that
are known are not read again.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_mails import write

from contest.desk import line
from contest.desk.folder import Folder
from contest.desk.line import Line, Restated, Tracked
from contest.desk.track import track
from contest.intake import mail, receive
from contest.ledger.current import settle
from contest.ledger.record import Act
from contest.ledger.reports import recorded as recorded_as
from contest.ledger.reports import report, reports
from contest.ledger.store import Store
from contest.media import Pool
from contest.model import Report, Signals
from contest.rules import Quota, Rulebook

ACT = Act(datetime(2025, 8, 27, tzinfo=UTC), "王编辑", "track")
TABLES = {
    "files": "sha256", "entries": "id", "submissions": "id", "submission_files": "rowid",
    "submission_documents": "rowid", "findings": "submission, position",
    "entry_findings": "entry, position", "events": "id",
}  # fmt: skip
TITLES = (
    "【45载圳青春】-[个人]-[短视频]-[{work}]-[{author}+编辑部]",
    "#45载圳青春#[团队] - [长视频] - [{work}] 这是一个故事",
    "个人-短视频-{work}-{author}+编辑部",
    "[个人]-[短视频]-[{work}]",
    "今天下雨了",
)


class Post(NamedTuple):
    """A row of a list, or a line of text where it has no address."""

    text: str
    author: str
    url: str
    time: str


posts = st.builds(
    lambda title, work, author, url, day: Post(
        title.format(work=work, author=author), author, url and f"https://app.example/{url}",
        f"2025-08-{day} 12:00:00",
    ),
    st.sampled_from(TITLES),
    st.sampled_from(["微光", "《微光》", "老街新声", "老街的新声", "A-B"]),
    st.sampled_from(["张三", "李四"]),
    st.integers(0, 5).map(lambda n: str(n) if n else ""),
    st.integers(20, 29),  # the contest closes on the 25th
)  # fmt: skip


@contextmanager
def recorded(
    lists: list[list[Post]], rules: Rulebook, size: int
) -> Iterator[tuple[Store, list[Tracked | Restated]]]:
    """A ledger with these lists tracked one after the other, ``size`` posts at once."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch)
        folder = Folder(path, rules)
        told: list[Any] = []
        with mock.patch.object(line, "BATCH", size), folder.ledger() as store, Pool(1) as pool:
            for rows in lists:
                with (path / "posts.csv").open("w", encoding="utf-8", newline="") as file:
                    csv.writer(file).writerows([("text", "author", "url", "time"), *rows])
                lines = [row.text for row in rows if not row.url]
                (path / "titles.txt").write_text("\n".join(lines), "utf-8")
                sources = [str(path / "posts.csv"), str(path / "titles.txt")][: 1 + bool(lines)]
                found = receive(sources, stdin=None, given=None, rules=rules)
                told += Line(folder, store, pool, ACT).run(found)
            yield store, told


def rows_of(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the ledger but the order in which its rows were written, and its paths."""
    found = {
        # Names are those above.
        table: store.db.execute(f"SELECT * FROM {table} ORDER BY {order}").fetchall()  # noqa: S608
        for table, order in TABLES.items()
    }
    found["changes"] = sorted(
        store.db.execute(
            'SELECT "table", "row", json_remove(before, \'$.source\'), '
            "json_remove(after, '$.source') FROM changes"
        ),
        key=repr,
    )
    source = [row[1] for row in store.db.execute("PRAGMA table_info(submissions)")].index("source")
    found["submissions"] = [(*row[:source], *row[source + 1 :]) for row in found["submissions"]]
    return found


def plain(told: Report) -> Report:
    """A report without what the ledger doesn't keep."""
    item = told.submission._replace(source="", candidates=(), faults=(), signals=Signals())
    return told._replace(submission=item, title=told.title._replace(faults=()))


def said(told: list[Tracked | Restated]) -> list[object]:
    return [
        (plain(item.report), item.recorded) if isinstance(item, Tracked) else item for item in told
    ]


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(posts, min_size=1, max_size=8), min_size=1, max_size=2), st.booleans())
def test_many_at_once_are_recorded_as_one_after_the_other(
    lists: list[list[Post]], limited: bool
) -> None:
    quotas = (Quota(per=("person",), most=1),) if limited else ()
    rules = Rulebook(quotas=quotas)
    with recorded(lists, rules, 1) as (single, told), recorded(lists, rules, 5) as (many, again):
        assert rows_of(single) == rows_of(many)
        assert said(told) == said(again)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(posts, min_size=1, max_size=10))
def test_what_is_told_is_what_was_written(rows: list[Post]) -> None:
    with recorded([rows], Rulebook(), 500) as (store, told):
        ids = dict(store.db.execute("SELECT key, id FROM submissions").fetchall())
        for item in told:
            if isinstance(item, Restated):  # by what only the end of a run shows
                continue
            number = ids[item.report.submission.key]
            written = plain(recorded_as(store.db, number))
            part = written.submission._replace(part=item.report.submission.part)
            assert plain(item.report) == written._replace(submission=part)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(posts, min_size=1, max_size=10))
def test_entries_are_written_as_settling_leaves_them(rows: list[Post]) -> None:
    with recorded([rows], Rulebook(), 500) as (store, _):
        before = rows_of(store)
        with store.write(ACT) as db:
            for (entry,) in db.execute("SELECT id FROM entries").fetchall():
                settle(db, entry)
        assert rows_of(store) == before


def test_a_known_mail_is_not_taken_apart_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mails").mkdir()
    for number in range(40):  # more than are asked for one by one
        title = f"【45载圳青春】-[个人]-[短视频]-[微光{number}]-[张三+编辑部]"
        write(tmp_path / "mails", f"{number:02}", title)
    folder = Folder(tmp_path, Rulebook())
    sources = [str(tmp_path / "mails")]
    first = list(track(folder, sources, None, ACT, jobs=1))
    monkeypatch.setattr(mail, "read_parts", None)
    second = list(track(folder, sources, None, ACT, jobs=1))
    assert [item.recorded for item in second if isinstance(item, Tracked)] == [False] * 40
    seen = [[plain(i.report) for i in told if isinstance(i, Tracked)] for told in (first, second)]
    assert seen[0] == seen[1]


def test_a_mail_among_known_ones_is_recorded(tmp_path: Path) -> None:
    (tmp_path / "mails").mkdir()
    folder = Folder(tmp_path, Rulebook())
    title = "【45载圳青春】-[个人]-[短视频]-[微光{}]-[张三+编辑部]"
    for number in range(0, 40, 2):
        write(tmp_path / "mails", f"{number:02}", title.format(number))
    list(track(folder, [str(tmp_path / "mails")], None, ACT, jobs=1))
    for number in range(1, 40, 2):
        write(tmp_path / "mails", f"{number:02}", title.format(number))
    told = list(track(folder, [str(tmp_path / "mails")], None, ACT, jobs=1))
    assert [item.recorded for item in told if isinstance(item, Tracked)] == [False, True] * 20
    sources = [i.report.submission.source for i in told if isinstance(i, Tracked)]
    assert sources == sorted(sources)


def test_reports_of_many_are_those_of_each(tmp_path: Path) -> None:
    (tmp_path / "mails").mkdir()
    folder = Folder(tmp_path, Rulebook())
    for number in range(5):
        title = f"个人-短视频-微光-张三+编辑部{number}"
        write(tmp_path / "mails", str(number), title, video=bytes([number]) * 9)
    list(track(folder, [str(tmp_path / "mails")], None, ACT, jobs=1))
    with folder.ledger() as store:
        together = reports(store.db, range(1, 6))
        assert together == {number: report(store.db, number) for number in range(1, 6)}
        assert all(len(one.media) == 1 and one.findings for one in together.values())
