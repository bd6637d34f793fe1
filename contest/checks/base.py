"""The type of a check, and the case that checks look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from string import Formatter
from typing import NamedTuple

from contest.checks.needs import Need, nothing
from contest.model import Aspect, Fault, Finding, Kind, Media, Severity, Submission, Title
from contest.rules import Rulebook

LONGEST_QUOTE = 60
"""Characters of a title that a finding quotes."""

UNSURE = "unsure"
"""The reason of a kind that is only assumed."""


class Window(NamedTuple):
    """When submissions count: from ``opens`` (None: always) until before ``closes`` (exclusive).

    For ``grace`` seconds more they are let in with a warning; works that were in time may be
    corrected until before ``corrections``; ``extensions`` are (work, closing instant) of those
    that may come later.
    """

    opens: datetime | None
    closes: datetime | None
    grace: float = 0
    corrections: datetime | None = None
    extensions: tuple[tuple[str, datetime], ...] = ()


class LetIn(NamedTuple):
    """A person's word that a work may come ``until`` then, later than all others; ``why`` is empty
    where nothing was said."""

    until: datetime
    who: str
    why: str = ""


class Case(NamedTuple):
    """One submission with everything that is known of it.

    ``media`` is None where nothing was probed. ``known`` are faults that only the ledger can
    see: another version, the same video under another title. ``gathered`` says that the ledger
    counts documents over all mails of the entry, so that one mail lacks none. ``let_in`` is what a
    person has said of the entry's closing.
    """

    submission: Submission
    kind: Kind
    reason: str
    title: Title
    rules: Rulebook
    window: Window
    media: tuple[Media, ...] | None = None
    known: tuple[Fault, ...] = ()
    gathered: bool = False
    let_in: LetIn | None = None

    @property
    def unsure(self) -> bool:
        """Whether nothing tells that this is a submission at all."""
        return self.kind is Kind.ENTRY and self.reason == UNSURE

    def noticed(self, code: str) -> Iterable[Fault]:
        """The faults of this code that the title's parser, intake or the ledger has seen."""
        seen = (*self.submission.faults, *self.title.faults, *self.known)
        return [fault for fault in seen if fault.code == code]

    def quoted(self, code: str) -> Iterable[Fault]:
        """The same, each with the text that it points at as its argument ``value``."""
        for fault in self.noticed(code):
            if fault.start is None or "value" in fault.args:
                yield fault
            else:
                text = self.title.text[fault.start : fault.end][:LONGEST_QUOTE].strip()
                yield fault._replace(args={**fault.args, "value": text})


@cache
def placeholders(message: str) -> frozenset[str]:
    """The names of the arguments that a message id asks for."""
    return frozenset(name for _, name, _, _ in Formatter().parse(message) if name)


def _given(fault: Fault | Finding, name: str) -> bool:
    """Whether there is anything to put into a message for this placeholder."""
    if name == "places":
        return True
    value = fault.fix if name == "fix" else fault.field if name == "field" else fault.args.get(name)
    return bool(value) and str(value).strip(" ?") != ""


Find = Callable[[Case], Iterable[Fault]]
MediaFind = Callable[[Media, Rulebook, str | None], Iterable[Fault]]
"""Looks at one measured file, with the rules and the category claimed for it."""


class Check(NamedTuple):
    """One thing that can be wrong: stable code, name after the fault, aspect, weight, sentence.

    ``message`` is a gettext message id with the fault's arguments as placeholders, ``otherwise``
    are those for when an argument of it is empty: nothing stands where a sign should. ``find``
    looks at a case, ``find_media`` at one file; the docstring of whichever is there is the text
    of ``contest explain CODE``. ``find`` is called only where what it ``needs`` is there.
    """

    code: str
    name: str
    aspect: Aspect
    severity: Severity
    message: str
    find: Find | None = None
    needs: Need = nothing
    find_media: MediaFind | None = None
    otherwise: tuple[str, ...] = ()

    def says(self, fault: Fault | Finding) -> str:
        """The message id for this fault: the first of which no argument is empty."""
        for message in (self.message, *self.otherwise) if self.otherwise else ():
            if all(_given(fault, name) for name in placeholders(message)):
                return message
        return self.message

    @property
    def explanation(self) -> str:
        """What is wrong, why it matters, what to do; with Bad and Good lines for titles."""
        source = self.find or self.find_media
        return (source.__doc__ or "") if source else ""
