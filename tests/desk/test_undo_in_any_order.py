"""Whatever is done and taken back, in whatever order, the ledger is what it was then."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from desks import act, changed, made, posted, title
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from contest.desk import award
from contest.desk.changes import Change, Decide, Edit, Extend, Merge, Split, Tick
from contest.desk.folder import Folder
from contest.desk.undo import undo
from contest.errors import RefusedError
from contest.ledger.seals import broken
from contest.ledger.trail import TRAILED
from contest.model import Status

RULES = """
[[quotas]]
per = ["person"]
most = 1

[[prizes]]
name = "一等奖"
number = 1

[[prizes]]
name = "二等奖"
number = 2

[[checklist]]
name = "版权"
text = "版权已核对"
required = false
"""
WORKS = [("微光", "张三"), ("夜色", "李四"), ("晨曦", "王五"), ("晨曲", "王五"), ("微光", "李四")]
TIMES = ["2025-08-18 09:00", "2025-08-19 10:00", "2025-08-26 00:10"]
NUMBERS = st.integers(1, 7)
PRIZES = st.sampled_from(["一等奖", "二等奖"])
CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(Decide, st.sampled_from([s for s in Status if s is not Status.REVIEW])),
    st.builds(Tick, st.just(("版权",)), st.booleans()),
    st.builds(Edit, st.fixed_dictionaries({
        "work": st.sampled_from(["微光", "夜色", "晨曦", None]),
        "author": st.sampled_from(["张三", "李四", "王五"]),
    })),
    st.builds(Extend),
    st.builds(Merge, NUMBERS),
    st.builds(Split, st.lists(st.integers(1, 4), min_size=1, max_size=2, unique=True)),
)  # fmt: skip

Content = dict[str, list[tuple[object, ...]]]


class Ledger(RuleBasedStateMachine):
    """A ledger, and beside it what it held before each act that stands."""

    def __init__(self) -> None:
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory()
        self.folder: Folder = made(Path(self.scratch.name) / "c", RULES)
        self.stack: list[tuple[int, Content]] = []
        self.undone: list[tuple[int, int, Content, Content]] = []
        self.lists = 0

    def teardown(self) -> None:
        shutil.rmtree(self.scratch.name, ignore_errors=True)

    def content(self) -> Content:
        query = "SELECT * FROM {} ORDER BY 1, 2"
        with self.folder.ledger() as store:
            return {
                table: store.db.execute(query.format(table)).fetchall()
                for table in (*TRAILED, "entry_findings")
            }

    def last_act(self) -> int:
        with self.folder.ledger() as store:
            row = store.db.execute("SELECT max(id) FROM acts").fetchone()
            return int(row[0] or 0)

    def does(self, what: Callable[[], object]) -> None:
        """Do something; what is refused changes nothing."""
        before, last = self.content(), self.last_act()
        try:
            what()
        except RefusedError:
            assert self.content() == before
            return
        number = self.last_act()
        if number != last:
            after = self.content()
            undo(self.folder, number, act=act("undo"))
            assert self.content() == before
            undo(self.folder, self.last_act(), act=act("undo"))
            assert self.content() == after
            self.stack.append((number, before))
            self.undone.clear()
        else:
            assert self.content() == before

    @initialize()
    def begins(self) -> None:
        posts = [(title(*work), "a", at) for work in WORKS for at in TIMES[:1]]
        posted(self.folder, *posts, (title(*WORKS[0]), "a", TIMES[1]))

    @rule(work=st.sampled_from(WORKS), at=st.sampled_from(TIMES), who=st.sampled_from("ab"))
    def more_comes(self, work: tuple[str, str], at: str, who: str) -> None:
        self.lists += 1
        post = (title(*work) + " " * self.lists, who, at)
        self.does(lambda: posted(self.folder, post, name=f"more-{self.lists}"))

    @rule(numbers=st.lists(NUMBERS, min_size=1, max_size=3), change=CHANGES)
    def persons_change(self, numbers: list[int], change: Change) -> None:
        self.does(lambda: changed(self.folder, numbers, change))

    @rule(number=NUMBERS, prize=PRIZES)
    def a_prize_is_granted(self, number: int, prize: str) -> None:
        self.does(
            lambda: award.grant(
                self.folder, number, prize, rank=None, reason="", act=act("awards grant")
            )
        )

    @rule(number=NUMBERS, prize=PRIZES)
    def a_prize_is_revoked(self, number: int, prize: str) -> None:
        self.does(
            lambda: award.revoke(self.folder, number, prize, reason="", act=act("awards revoke"))
        )

    @precondition(lambda self: self.stack)
    @rule()
    def the_last_is_taken_back(self) -> None:
        number, before = self.stack.pop()
        after = self.content()
        assert undo(self.folder, None, act=act("undo")).number == number
        assert self.content() == before
        self.undone.append((number, self.last_act(), before, after))

    @precondition(lambda self: self.undone)
    @rule()
    def it_is_done_again(self) -> None:
        _, by, before, after = self.undone.pop()
        undo(self.folder, by, act=act("undo"))
        assert self.content() == after
        # An act that does another again is itself none that “undo” finds by itself.
        self.stack.append((self.stand_in(by), before))

    def stand_in(self, by: int) -> int:
        with self.folder.ledger() as store:
            return int(store.db.execute("SELECT undoes FROM acts WHERE id = ?", [by]).fetchone()[0])

    @precondition(lambda self: len(self.stack) > 1)
    @rule(data=st.data())
    def an_older_one_is_taken_back_whole_or_refused(self, data: st.DataObject) -> None:
        number, _ = data.draw(st.sampled_from(self.stack[:-1]))
        before = self.content()
        try:
            undo(self.folder, number, act=act("undo"))
        except RefusedError:
            assert self.content() == before
            return
        undo(self.folder, self.last_act(), act=act("undo"))
        assert self.content() == before

    @invariant()
    def it_is_sound(self) -> None:
        with self.folder.ledger() as store:
            assert store.examine() == []
            assert broken(store.db) == []
            lost = store.db.execute(
                "SELECT e.id FROM entries e JOIN awards a ON a.entry = e.id "
                "AND a.revoked_at IS NULL WHERE e.merged IS NOT NULL"
            ).fetchall()
            assert lost == []


TestUndoInAnyOrder = pytest.mark.slow(Ledger.TestCase)
TestUndoInAnyOrder.settings = settings(max_examples=20, stateful_step_count=12, deadline=None)
