"""The walk through what waits for a person: show, take a key, carry out, go on.

Each answer is written at once, so leaving is safe at any moment, in whatever way.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from contest.cli import screens
from contest.cli.commands.open import play
from contest.cli.keys import END, Keys, Pressed
from contest.cli.people import Talker
from contest.cli.safe import shown
from contest.cli.state import State
from contest.cli.styles import Line
from contest.desk import review as desk
from contest.desk.browse import show
from contest.desk.choices import CHOICES, Choice, choices
from contest.desk.folder import Folder
from contest.desk.works import playable
from contest.errors import ContestError
from contest.ledger.claims import Claim
from contest.ledger.waiting import Waiting

if TYPE_CHECKING:
    from contest.ledger.record import Act

RENEW: Final = 5 * 60.0
"""Seconds after which a claim is renewed while its thing is on the screen."""

IDLE: Final = timedelta(hours=1)
"""Without a key for so long nobody is looking any more: the claim runs out."""

UNBOUND: Final = (10_000, 1_000_000)
"""Columns and rows of what is no terminal."""


@dataclass
class Walk:
    """One person's way through ``items``. ``everything``: also what others are looking at."""

    state: State
    folder: Folder
    items: Sequence[Waiting]
    by: str
    everything: bool = False
    keys: Keys = field(default_factory=Keys)
    _answered: set[int] = field(default_factory=set)
    _shown: list[int] = field(default_factory=list)
    _back: bool = False
    _drawn: bool = False
    _notes: list[Line] = field(default_factory=list)
    _pressed_at: datetime | None = None

    def run(self) -> None:
        """Walk until everything was seen or the person leaves."""
        place: int | None = 0
        try:
            with self.keys:
                while place is not None and place < len(self.items):
                    place = self._item(place)
        finally:
            with suppress(ContestError):
                desk.release(self.folder, self._claim())
        self._close()

    def _claim(self) -> Claim:
        return Claim(self.by, desk.session(), self.state.now)

    def _item(self, place: int) -> int | None:
        """Show one thing and take what is answered; the place to go on with, None to leave."""
        item = self.items[place]
        found = desk.claim(self.folder, item, self._claim(), done=self._back, force=self.everything)
        self._back = False
        if found is None:  # it waits no longer: this answer, or somebody else's
            return place + 1
        if isinstance(found, Claim):
            self._note(f"{screens.name_of(item)}  {looking(self.state, self.folder, found)}")
            return place + 1
        if self._shown[-1:] != [place]:
            self._shown.append(place)
        seen = desk.look(self.folder, found)
        answers = choices(seen)
        self._draw(place, seen, answers)
        while True:
            pressed = self.keys.key(lambda: self._renew(found), RENEW)
            self._pressed_at = self.state.now
            if pressed.key in {"q", END}:
                return None
            if pressed.key in answers:
                if self._answer(seen, answers[pressed.key], pressed):
                    self._answered.add(place)
                    return place  # what waits for more than this answer is shown again
            elif (other := self._moved(pressed.key, place)) is not None:
                return other
            elif self._other(pressed.key, seen):
                self._draw(place, seen, answers)

    def _moved(self, key: str, place: int) -> int | None:
        """Where a key leads without an answer; None where it doesn't."""
        if key == "s":
            return place + 1
        if key == "b" and len(self._shown) > 1:
            self._shown.pop()
            self._back = True
            return self._shown[-1]
        if key == "u":
            self._back = self._attempt(desk.take_back, self.folder, self._act())
            return self._shown[-1] if self._back else None
        return None

    def _other(self, key: str, seen: desk.Seen) -> bool:
        """A key that changes nothing; whether the screen has to be drawn anew."""
        say = self.state.wording.say
        if key == "?":
            self._help()
            return True
        if key == "o":
            return self._attempt(self._play, seen)
        if key == "b":
            self._tell(say("This is the first one."))
        elif key.strip():
            self._tell(say("“{key}” is no answer here; ? shows the keys.", key=key))
        return False

    def _answer(self, seen: desk.Seen, choice: Choice, pressed: Pressed) -> bool:
        """Carry an answer out; False where it was not: then the person is told why."""
        say = self.state.wording.say
        reason = pressed.rest
        if not reason and (choice.needs_reason or pressed.capital):
            self._ask(say("Why? It is kept for the record; nothing typed, nothing done: "))
            reason = self.keys.line()
            if not reason:
                self._tell(say("Nothing was done."))
                return False
        if not self._attempt(choice.carry, self.folder, seen, reason, self._act()):
            return False
        for number in seen.item.entries:
            status = show(self.folder, number).entry.status.value
            self._note(say("Entry {entry} is {status}.", entry=number, status=status), "green")
        return True

    def _act(self) -> Act:
        # Who it is was said, or found out, when the walk began: it is not to be remembered again.
        return replace(self.state.act("review"), actor=self.by)

    def _attempt(self, do: Callable[..., object], *arguments: object) -> bool:
        """Do what may be refused; False where it was, after saying why."""
        try:
            do(*arguments)
        except ContestError as error:
            self._tell(self.state.wording.say(error.message, **error.arguments), "bold red")
            return False
        return True

    def _play(self, seen: desk.Seen) -> None:
        for number in seen.item.entries:
            for path in playable(self.folder, number):
                play(path)

    def _renew(self, item: Waiting) -> None:
        now = self.state.now
        if self._pressed_at is None or now - self._pressed_at < IDLE:
            with suppress(ContestError):
                desk.renew(self.folder, item, self._claim())

    def _draw(self, place: int, seen: desk.Seen, answers: Mapping[str, Choice]) -> None:
        """One screen; what happened since the last one stands above it."""
        say = self.state.wording.say
        terminal = sys.stdout.isatty()
        size = tuple(shutil.get_terminal_size()) if terminal else UNBOUND
        progress = say("{number} of {total}", number=place + 1, total=len(self.items))
        head: list[Line] = [*self._notes, [
            (f"{progress}  ", "bold reverse" if terminal else ""),
            (f"  {screens.name_of(seen.item)}  ", "bold"),
            (say(seen.entry.entry.status.value) if seen.entry and not seen.other else "", "yellow"),
        ]]  # fmt: skip
        always = [say("s skip"), say("b back"), *([say("o play")] if seen.entry else [])]
        always += [say("u undo"), say("? help"), say("q leave")]
        foot = [[("", "")], *screens.menu(self.state, seen, answers, always, size[0])]
        more = say("More than fits here; “contest entries show” has all of it.")
        body = screens.body(self.state, self.folder.rules, seen)
        self._clear()
        Talker(self.state).lines(screens.fit(head, body, foot, more, (size[0], size[1])))
        self._notes = []
        sys.stdout.flush()
        self.keys.forget()

    def _help(self) -> None:
        say = self.state.wording.say
        own = [f"{c.key}  {say(c.label, entry='…', other='…', names='…')}" for c in CHOICES]
        self._clear()
        talker = Talker(self.state)
        for line in dict.fromkeys(own):
            talker.line(f"  {line}")
        talker.line(say("A capital letter does the same and asks why, for the record."))
        talker.line(say("s passes over, b goes back, o plays the video, q leaves."))
        talker.line(say("Every answer is written at once: leave whenever you like."))
        if self.keys.terminal:
            talker.line(say("Any key goes on."), "dim")
            sys.stdout.flush()
            self.keys.key(lambda: None, RENEW)

    def _clear(self) -> None:
        """A fresh screen on a terminal; what stood there can still be scrolled back to."""
        if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
            sys.stdout.write("\x1b[H\x1b[2J")
        elif self._drawn:
            sys.stdout.write("\n")
        self._drawn = True

    def _note(self, text: str, style: str = "dim") -> None:
        self._notes.append([(text, style)])

    def _tell(self, text: str, style: str = "yellow") -> None:
        Talker(self.state).line(text, style)
        sys.stdout.flush()

    def _ask(self, text: str) -> None:
        sys.stdout.write(shown(text))
        sys.stdout.flush()

    def _close(self) -> None:
        """What was done, and what is left."""
        wording = self.state.wording
        talker = Talker(self.state)
        self._clear()
        talker.lines(self._notes)
        left = desk.listed(self.folder, self.state.now)
        done = len(self._answered)
        talker.line(wording.count("{number} answered.", "{number} answered.", done), "bold")
        if left:
            talker.line(
                wording.count(
                    "{number} still waits for a person; “contest review” goes on.",
                    "{number} still wait for a person; “contest review” goes on.",
                    len(left),
                )
            )


def looking(state: State, folder: Folder, claim: Claim) -> str:
    """Who is looking at a thing, and since when."""
    since = screens.clock(claim.at, folder.rules, "%H:%M")
    return state.wording.say(
        "{who} is looking at it (since {time}).", who=shown(claim.by), time=since
    )
