"""Whatever persons do to entries, in whatever order, what must hold of a ledger holds."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from desks import act, changed, made, posted, states, title
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.desk import browse
from contest.desk.board import standing
from contest.desk.changes import Change, Decide, Edit, Extend, Merge, Split
from contest.desk.folder import Folder
from contest.errors import RefusedError
from contest.model import Status

POSTS = tuple(
    (title(work, author), sender, at)
    for work, author, sender, at in (
        ("微光", "张三", "a", "2025-08-18 09:00"),
        ("微光", "张三", "a", "2025-08-18 10:00"),
        ("微光", "张三", "b", "2025-08-26 00:10"),
        ("夜色", "李四", "b", "2025-08-19 09:00"),
        ("夜色", "李四", "b", "2025-08-27 09:00"),
        ("晨曦", "王五", "c", "2025-08-26 08:00"),
        ("晨曲", "王五", "c", "2025-08-20 08:00"),
    )
)
NUMBERS = st.integers(1, 8)
CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(Decide, st.sampled_from([s for s in Status if s is not Status.REVIEW])),
    st.builds(Edit, st.fixed_dictionaries({
        "work": st.sampled_from(["微光", "夜色", "晨曦", None]),
        "author": st.sampled_from(["张三", "李四", "王五"]),
    })),
    st.builds(Extend),
    st.builds(Merge, NUMBERS),
    st.builds(Split, st.lists(st.integers(1, 4), min_size=1, max_size=2, unique=True)),
)  # fmt: skip


@contextmanager
def copied(folder: Folder) -> Iterator[Folder]:
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(folder.path, Path(scratch) / "c")
        yield folder._replace(path=Path(scratch) / "c")


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Seven posts of four works."""
    folder = made(tmp_path_factory.mktemp("any") / "c", '[[quotas]]\nper = ["person"]\nmost = 1\n')
    posted(folder, *POSTS)
    return folder


def hold(folder: Folder) -> None:
    """Raise AssertionError where the ledger is not as it must be."""
    with folder.ledger() as store:
        assert store.examine() == []
        ask = store.db.execute
        # Everything that came belongs to one entry, and to one that stands by itself.
        assert ask("SELECT count(*) FROM submissions WHERE entry IS NULL").fetchone() == (0,)
        assert ask(
            "SELECT count(*) FROM submissions s JOIN entries e ON e.id = s.entry "
            "WHERE e.merged IS NOT NULL"
        ).fetchone() == (0,)
        # A current version is the entry's own, and in time where any is.
        assert (
            ask(
                "SELECT e.id FROM entries e LEFT JOIN submissions s ON s.id = e.current "
                "WHERE e.merged IS NULL AND (s.entry IS NOT e.id OR s.late_by IS NOT NULL "
                "AND EXISTS (SELECT 1 FROM submissions o "
                "WHERE o.entry = e.id AND o.late_by IS NULL))"
            ).fetchall()
            == []
        )
        # What went into another one has nothing of its own and went into one that stands.
        assert (
            ask(
                "SELECT e.id FROM entries e JOIN entries i ON i.id = e.merged "
                "WHERE e.current IS NOT NULL OR i.merged IS NOT NULL"
            ).fetchall()
            == []
        )
        merged = {row[0] for row in ask("SELECT id FROM entries WHERE merged IS NOT NULL")}
    assert merged.isdisjoint(states(folder))
    assert sum(standing(folder, act().at).board.entries.values()) == len(states(folder))


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(steps=st.lists(st.tuples(NUMBERS, CHANGES), max_size=8))
def test_what_must_hold_holds(start: Folder, steps: list[tuple[int, Change]]) -> None:
    with copied(start) as folder:
        for number, change in steps:
            before = states(folder)
            try:
                rehearsed = changed(folder, number, change, dry_run=True)
                assert states(folder) == before
                assert changed(folder, number, change) == rehearsed
            except RefusedError:
                assert states(folder) == before
        hold(folder)
        after = [(row.number, row.status, row.fields) for row in browse.entries(folder)]
        assert not any(tracked.recorded for tracked in posted(folder, *POSTS))
        # Judged anew by other rules of no weight, all stands as it stood.
        other = made(
            folder.path, '[[quotas]]\nper = ["person"]\nmost = 1\n[severity]\nM211 = "off"\n'
        )
        assert all(tracked.recorded for tracked in posted(other, *POSTS))
        hold(other)
        assert [(row.number, row.status, row.fields) for row in browse.entries(other)] == after
