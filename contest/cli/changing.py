"""What every command shares that changes entries: which are meant, the question, what was done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import typer

from contest.cli.documents import Document
from contest.cli.emit import emit
from contest.cli.options import Format, texts_of
from contest.cli.people import Talker
from contest.cli.safe import shown
from contest.cli.state import State
from contest.cli.styles import Line
from contest.desk.numbers import read
from contest.errors import UsageError
from contest.model import Status

if TYPE_CHECKING:
    from contest.desk.changes import Change
    from contest.desk.correct import Outcome
    from contest.desk.folder import Folder
    from contest.ledger.record import Act

COLUMNS = ("entry", "before", "status", "fields", "done", "other", "changed", "named")


class Order(NamedTuple):
    """How a change is to be made: why, by whom, for real or not, without asking or not."""

    reason: str = ""
    actor: str | None = None
    dry_run: bool = False
    sure: bool = False
    format_: Format = Format.AUTO


Told = Callable[["Outcome"], str]
"""What a change says of an entry that it has changed."""


def change_entries(
    state: State, texts: Sequence[str], change: Change, order: Order, told: Told
) -> None:
    """Make a change to the entries that these words mean and tell what became of them."""
    from contest.desk.browse import meant
    from contest.desk.correct import correct

    folder = state.folder()
    texts = texts_of(texts)
    numbers = meant(folder, texts, state.now)
    if not numbers:
        raise UsageError("These words mean no entry.")
    act = state.act(change.command, order.actor)
    if not (order.dry_run or order.sure or all(map(read, texts)) or len(numbers) < 2):
        _ask(state, folder, numbers, change, act)
    outcomes = correct(
        folder, numbers, change, act=act, reason=order.reason, dry_run=order.dry_run
    )  # fmt: skip
    if order.format_ is not Format.AUTO:
        rows = [document(outcome) for outcome in outcomes]
        emit(order.format_, change.command, rows, lambda: _summary(outcomes, order), COLUMNS)
    elif order.dry_run:
        preview(state, outcomes)
    else:
        _tell(state, outcomes, told)


def _ask(state: State, folder: Folder, numbers: Sequence[int], change: Change, act: Act) -> None:
    """Show what a query would change and ask. Raises UsageError where nobody can answer."""
    from contest.desk.correct import correct

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            "These words mean {number} entries. Look with --dry-run, then say --yes.",
            number=len(numbers),
        )
    preview(state, correct(folder, numbers, change, act=act, dry_run=True))
    question = state.wording.count(
        "Change {number} entry?", "Change {number} entries?", len(numbers)
    )
    typer.confirm(question, abort=True, err=True)


def preview(
    state: State, outcomes: Sequence[Outcome], absent: tuple[str, str] = ("new", "merged")
) -> None:
    """What would change, one line an entry, and the count. ``absent`` are the words for an entry
    that is not there before, and for one that is not there afterwards."""
    talker = Talker(state)
    talker.lines(line for outcome in outcomes for line in _lines(state, outcome, absent))
    number = sum(outcome.changed for outcome in outcomes if outcome.done)
    talker.line(
        state.wording.count(
            "{number} entry would change.", "{number} entries would change.", number
        )
    )


def _lines(state: State, outcome: Outcome, absent: tuple[str, str]) -> Iterable[Line]:
    say = state.wording.say
    before, after = (
        say(status.value if status else word)
        for status, word in zip((outcome.before, outcome.after), absent, strict=True)
    )
    move = after if before == after else f"{before} → {after}"
    done = ", ".join(map(shown, outcome.done.names)) if outcome.done else ""
    line: Line = [(f"#{outcome.entry:03}  ", "bold"), (move, "" if outcome.changed else "dim")]
    if done:
        line.append((f"  {done}", ""))
    if outcome.done is None:
        line.append((f"  {say('(because of the others)')}", "dim"))
    yield line
    for part in parts(state, outcome):
        yield [(f"      {part}", "")]


def parts(state: State, outcome: Outcome) -> Iterable[str]:
    """The parts of the title that changed, each before and after."""
    for name, (was, is_) in outcome.fields.items():
        field = shown(state.wording.field(name))
        yield f"{field}{state.wording.say(': ')}{shown(was or '-')} → {shown(is_ or '-')}"


def _tell(state: State, outcomes: Sequence[Outcome], told: Told) -> None:
    say = state.wording.say
    for outcome in outcomes:
        if outcome.done is not None:
            state.talk(told(outcome))
        else:
            message = "Entry {entry} is {status}."
            if outcome.before not in {None, outcome.after}:
                message = "Entry {entry} is {status}, now that all have been counted."
            state.talk(say(message, entry=outcome.entry, status=word(outcome.after)))
        for part in parts(state, outcome):
            state.talk(f"    {part}")


def word(status: Status | None) -> str:
    """A status as an argument of a sentence."""
    return status.value if status else "merged"


def document(outcome: Outcome) -> Document:
    """What became of an entry, for programs."""
    done = outcome.done
    return {
        "entry": outcome.entry,
        "before": outcome.before,
        "status": outcome.after,
        "fields": {name: {"was": was, "is": is_} for name, (was, is_) in outcome.fields.items()},
        "done": list(done.names) if done else [],
        "other": done.other if done else None,
        "changed": outcome.changed,
        "named": done is not None,
    }


def _summary(outcomes: Sequence[Outcome], order: Order) -> Document:
    named = [outcome for outcome in outcomes if outcome.done]
    return {
        "entries": len(named),
        "changed": sum(outcome.changed for outcome in named),
        "others": len(outcomes) - len(named),
        "dry_run": order.dry_run,
    }
