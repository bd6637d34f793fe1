"""Draws the board: what a terminal of 24 rows and 80 columns shows where nothing special is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from contest.cli.chart import BLOCKS, bars
from contest.cli.safe import fitted, shown, width
from contest.cli.spans import span
from contest.cli.styles import Line
from contest.cli.urgent import pressing
from contest.model import Outcome, Status

if TYPE_CHECKING:
    from contest.desk.board import Standing
    from contest.rules import Rulebook
    from contest.wording import Wording

MARKS = {Outcome.PASS: "✓", Outcome.FAIL: "✗", Outcome.OPEN: "?", Outcome.NA: "-"}

STATES = {"accepted": "green", "returned": "red", "review": "yellow"}
"""The colours of those states that have one."""

PLAIN = 100
"""Columns that charts and lists keep to where no terminal says how many there are."""

LONGEST = 20
"""Cells of a name in a list of counts."""

NEAR = timedelta(hours=48)
"""Before the closing, from which on the hours count, and not the days."""


class Sheet(NamedTuple):
    """What the board is drawn on: language, the contest's own words, columns, and the heights of
    bars. ``cut`` says that no line may be longer than the columns."""

    wording: Wording
    rules: Rulebook
    columns: int = PLAIN
    cut: bool = False
    heights: str = BLOCKS


def drawn(found: Standing, sheet: Sheet) -> Iterator[Line]:
    """The lines of the board: how long is left, what is there, what came when, what is to do."""
    yield [(shown(sheet.rules.contest.name), "bold")]
    yield from _head(found, sheet)
    yield from _entries(found, sheet)
    yield from _arrivals(found, sheet)
    yield from _awards(found, sheet)
    yield from pressing(found, sheet.wording, sheet.columns if sheet.cut else None)


def _head(found: Standing, sheet: Sheet) -> Iterator[Line]:
    say, line = sheet.wording.say, Line()
    if found.left is not None and found.closes is not None:
        at = found.closes.astimezone(found.now.tzinfo).strftime("%Y-%m-%d %H:%M")
        time = span(found.left, sheet.wording)
        if found.left > 0:
            style = "bold" if found.left < NEAR.total_seconds() else ""
            line.append((say("closes in {time} ({at})", time=time, at=at), style))
        else:
            line.append((say("closed {time} ago ({at})", time=time, at=at), ""))
    if found.free is not None:
        free = say("{size} GB of disk free", size=f"{found.free / 1e9:,.1f}")
        line += [("  ·  ", "dim")] * bool(line)
        line.append((free, "bold red" if found.cramped else "dim"))
    if line:
        yield line


def _entries(found: Standing, sheet: Sheet) -> Iterator[Line]:
    wording, board = sheet.wording, found.board
    total = sum(board.entries.values())
    line: Line = [(wording.count("{number} entry", "{number} entries", total), "bold")]
    states = [s.value for s in Status if board.entries.get(s.value)]
    for number, state in enumerate(states):
        line.append((wording.say(", ") if number else wording.say(": "), ""))
        line.append((f"{wording.say(state)} {board.entries[state]}", STATES.get(state, "")))
    yield line
    for name, counts in (("category", board.categories), ("department", board.departments)):
        if any(value is not None for value in counts):
            yield [("  " + _counted(wording.field(name), counts, sheet), "")]
    parts = []
    for aspect, outcomes in board.aspects.items():
        bad = [f"{MARKS[o]} {outcomes[o]}" for o in (Outcome.FAIL, Outcome.OPEN) if o in outcomes]
        if bad:
            parts.append(f"{wording.say(aspect.value)} {' '.join(bad)}")
    if parts:
        text = wording.say("not accepted for") + wording.say(": ") + wording.say(", ").join(parts)
        yield [(f"  {text}", "")]


def _counted(label: str, counts: Mapping[Any, int], sheet: Sheet) -> str:
    """The largest of them by name (None for none), as many as there is room for, and how many the
    others are."""
    wording = sheet.wording
    comma = wording.say(", ")
    text = label + wording.say(": ")
    rest = sum(counts.values())
    for place, (value, number) in enumerate(counts.items()):
        name = wording.say("none given") if value is None else fitted(shown(value), LONGEST)
        part = (comma if place else "") + f"{name} {number}"
        others = comma + wording.say("others {number}", number=rest - number)
        if place and width(text + part + (others if rest > number else "")) > sheet.columns - 2:
            return text + comma + wording.say("others {number}", number=rest)
        text += part
        rest -= number
    return text


def _arrivals(found: Standing, sheet: Sheet) -> Iterator[Line]:
    wording, board = sheet.wording, found.board
    total = sum(board.submissions.values())
    kinds = {
        wording.say(kind): number
        for kind, number in sorted(board.submissions.items(), key=_by_number)
    }
    head = wording.count("{number} submission", "{number} submissions", total)
    line = _counted(head, kinds, sheet) if kinds else head
    yield [(head, "bold"), (line.removeprefix(head), "")]
    colon = wording.say(": ")
    days = board.days
    if days:
        apart = min(days).year != max(days).year
        form = "%Y-%m-%d" if apart else "%m-%d"
        named = {day.strftime(form): number for day, number in days.items()}
        yield _chart(wording.say("received per day") + colon, named, sheet)
    closes = found.closes
    if closes is not None and closes - NEAR < found.now < closes + NEAR / 2:
        last = found.now.replace(minute=0, second=0, microsecond=0)
        hours = [last - timedelta(hours=n) for n in range(23, -1, -1)]
        named = {f"{hour:%H}:00": board.hours.get(hour, 0) for hour in hours}
        yield _chart(wording.say("in the last 24 hours") + colon, named, sheet)


def _chart(label: str, numbers: Mapping[str, int], sheet: Sheet) -> Line:
    """The last of them for which there is room, between the names of the first and the last; then
    the largest by number and name, and what came before."""
    wording = sheet.wording
    names, values = list(numbers), list(numbers.values())
    tail, shown_from = "", 0
    for _ in range(3):  # what is said of the largest, and then of those before, takes room too
        room = sheet.columns - width(f"  {label}{names[0]}  {names[-1]}{tail}")
        shown_from = max(0, len(names) - max(8, room // width(sheet.heights[-1])))
        kept = values[shown_from:]
        most = max(kept)
        tail = wording.say(
            ", most {number} ({name})", number=most, name=names[shown_from + kept.index(most)]
        )
        if shown_from:
            tail += wording.say(", before that {number}", number=sum(values[:shown_from]))
    line: Line = [(f"  {label}{names[shown_from]} ", "")]
    line.append((bars(values[shown_from:], sheet.heights), "cyan"))
    line.append((f" {names[-1]}{tail}", ""))
    return line


def _awards(found: Standing, sheet: Sheet) -> Iterator[Line]:
    say, awards = sheet.wording.say, found.board.awards
    if awards:
        order = [prize.name for prize in sheet.rules.prizes if prize.name in awards]
        names = [*order, *(name for name in awards if name not in order)]
        granted = say(", ").join(f"{shown(name)} {awards[name]}" for name in names)
        yield [(say("awards"), "bold"), (say(": ") + granted, "")]


def _by_number(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
