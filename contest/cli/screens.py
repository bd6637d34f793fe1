"""The screen of one thing that waits for a person: what it is, why it waits, what can be answered.

A screen is never longer than the terminal is high: what doesn't fit is left out from the middle,
with a word on where the rest stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from contest.cli.commands.alike import told
from contest.cli.people import facts, message
from contest.cli.safe import fitted, shown, width
from contest.cli.state import State
from contest.cli.styles import STYLES, Line
from contest.desk.alike import Alike
from contest.desk.browse import EntryFile
from contest.desk.choices import Choice, words
from contest.desk.review import Arrived, Seen
from contest.intake.clock import zone_of
from contest.ledger.waiting import TWINS, Waiting
from contest.model import Finding, MediaReport, Report, Severity, Verdict
from contest.rules import Rulebook

MOST_WORDS = 2_000
"""Characters of a mail that are shown; the rest is in the mail."""

_PIECE = re.compile("[!-~]+ *|.[，。、；：！？）》〉」】”’]*", re.DOTALL)
"""What a row is not broken inside of."""

NARROWEST = 20
"""Columns under which nothing is indented."""

_WEIGHT = {severity: place for place, severity in enumerate(Severity)}


def clock(at: datetime | str | None, rules: Rulebook, form: str = "%Y-%m-%d %H:%M") -> str:
    """An instant in the contest's zone."""
    if at is None:
        return "?"
    at = datetime.fromisoformat(at) if isinstance(at, str) else at
    return at.astimezone(zone_of(rules.contest.timezone)).strftime(form)


def name_of(item: Waiting) -> str:
    """How a thing that waits is called: #030, #023 ↔ #026; nothing for what is of no entry."""
    return " ↔ ".join(f"#{number:03}" for number in item.entries)


def body(state: State, rules: Rulebook, seen: Seen) -> list[Line]:
    """What is to be seen of it."""
    if seen.entry is None:
        lines = [line for came in seen.arrived for line in _arrived(state, rules, came, None)]
        said = state.wording.say("It belongs to no entry; a person has to see what it is.")
        return [*lines, [(said, "bold yellow")]]
    if seen.other is not None:
        return list(_two(state, rules, seen, (seen.entry, seen.other)))
    return list(_one(state, rules, seen, seen.entry))


def _two(
    state: State, rules: Rulebook, seen: Seen, files: tuple[EntryFile, EntryFile]
) -> Iterator[Line]:
    if seen.pair is not None:
        how, *_ = told(state, Alike(seen.pair, files[0].entry, files[1].entry))
        yield how[1:]  # which two they are stands above
    for file in files:
        yield [("", "")]
        yield [(f"#{file.entry.number:03} ", "bold"), (shown(file.entry.title), "bold")]
        yield from _facts(state, rules, file)
        yield from _findings(state, [f for f in file.entry.findings if f.code not in TWINS])


def _one(state: State, rules: Rulebook, seen: Seen, file: EntryFile) -> Iterator[Line]:
    say = state.wording.say
    yield [(shown(file.entry.title), "bold")]
    yield from _facts(state, rules, file)
    theirs = [f for came in seen.arrived for f in _all(came.report)]
    yield from _findings(state, [f for f in file.entry.findings if f not in theirs])
    for name, text, required, who, _ in file.checklist:
        if required and not who:
            meant = f"{say(': ')}{shown(text)}" if text and text != name else ""
            yield [(f"  ☐ {shown(name)}{meant}", "yellow")]
    for came in seen.arrived:
        yield [("", "")]
        yield from _arrived(state, rules, came, file)
    for at, who, status, reason in file.decisions[-1:]:
        line = say("{who} decided: {status}", who=shown(who), status=status)
        yield [(f"{line}  {clock(at, rules)}  {shown(reason)}".rstrip(), "dim")]


def _facts(state: State, rules: Rulebook, file: EntryFile) -> Iterator[Line]:
    """When it came, from whom, and its videos."""
    say = state.wording.say
    current = _current(file)
    parts = [clock(file.entry.received_at, rules), _sender(current)]
    if file.entry.versions > 1:
        parts.append(say("versions: {number}", number=file.entry.versions))
    yield [("  " + "  ".join(part for part in parts if part), "dim")]
    for video in file.entry.media:
        report = MediaReport(media=video, findings=(), verdict=Verdict.ACCEPTED)
        names = {f.sha256: f.name for f in current.submission.files} if current else {}
        name = shown(names.get(video.sha256) or "")
        yield [(f"  {name}  {facts(report, state.wording)}", "dim")]


def _current(file: EntryFile) -> Report | None:
    """The report of the version that counts."""
    for version, report in reversed(file.submissions):
        at = report.submission.times.received_at
        same = (at.isoformat() if at else None) == file.entry.received_at
        if version is not None and same and report.title.text == file.entry.title:
            return report
    return None


def _sender(report: Report | None) -> str:
    sender = report.submission.sender if report else None
    return shown(f"{sender.name} <{sender.address}>") if sender else ""


def _all(report: Report) -> Iterable[Finding]:
    yield from report.findings
    for video in report.media:
        yield from video.findings


def _findings(state: State, found: Iterable[Finding]) -> Iterator[Line]:
    """What is wrong, the heaviest first, mere information left out."""
    heavy = [f for f in found if f.severity is not Severity.INFO]
    for finding in sorted(heavy, key=lambda f: _WEIGHT[f.severity]):
        yield [
            (f"  {finding.code} ", STYLES[finding.severity]),
            (shown(message(finding, state.wording)), ""),
        ]


def _arrived(
    state: State, rules: Rulebook, came: Arrived, file: EntryFile | None
) -> Iterator[Line]:
    """A submission that has to be read: what it is, what it would change, its words."""
    say = state.wording.say
    report = came.report
    kind = say("version {number}", number=came.version) if came.version else say(report.kind.value)
    at = clock(report.submission.times.received_at, rules)
    yield [(f"{kind}  ", "bold magenta"), (f"{at}  {_sender(report)}".rstrip(), "")]
    if file is None or report.title.text != file.entry.title:
        yield [(f"  {shown(report.title.text)}", "bold" if file is None else "")]
    for name, value in report.title.fields.items() if file else ():
        before = file.entry.fields.get(name) if file else None
        if value and value != before:
            changed = f"{shown(before or '—')} → {shown(value)}"
            yield [(f"  {state.wording.field(name)}{say(': ')}{changed}", "cyan")]
    files = [file.name for file in report.submission.files]
    if files:
        yield [(f"  {shown(say(', ').join(files))}", "dim")]
    yield from _findings(state, _all(report))
    for line in came.words[:MOST_WORDS].splitlines():
        if line.strip():
            yield [("  │ ", "dim"), (shown(line.strip()), "")]


def menu(
    state: State, seen: Seen, found: Mapping[str, Choice], always: Iterable[str], columns: int
) -> Iterator[Line]:
    """The keys and what they do, in rows that are broken between two of them."""
    own = [(key, _label(state, seen, choice)) for key, choice in found.items()]
    for parts, style in ((own, "bold cyan"), ([(s[0], s[2:]) for s in always], "bold")):
        row: Line = []
        used = 0
        for key, label in parts:
            cells = len(key) + 1 + width(label)
            if row and used + 2 + cells > columns:
                yield row
                row, used = [], 0
            row += [("  " if row else "", ""), (f"{key} ", style), (label, "")]
            used += cells + (2 if used else 0)
        if row:
            yield row


def _label(state: State, seen: Seen, choice: Choice) -> str:
    return shown(state.wording.say(choice.label, **words(seen)))


def fit(head: list[Line], middle: list[Line], foot: list[Line], more: str, size: tuple[int, int]
        ) -> list[Line]:  # fmt: skip
    """The lines of a screen of ``size`` (columns, rows): folded, and the middle cut where all of
    them are too many; ``more`` says where the rest stands."""
    columns, rows = size
    top, body_, end = (
        [row for line in part for row in fold(line, columns)] for part in (head, middle, foot)
    )
    room = max(3, rows - len(top) - len(end) - 1)
    if len(body_) > room:
        body_ = [*body_[: room - 1], [(fitted(more, columns), "yellow")]]
    return [*top, *body_, *end]


def fold(line: Line, columns: int) -> Iterator[Line]:
    """A line as the rows of a terminal: a Chinese text breaks anywhere but before what closes, a
    Latin word is kept whole; what goes on is indented like its beginning."""
    first = line[0][0][:2] if line else ""
    start: Line = [("    ", "")] if first == "  " and columns > NARROWEST else []
    row: Line = []
    used, least = 0, 0  # cells, and those that a row begins with
    for text, style in line:
        left = text
        while left:
            piece = _PIECE.match(left)
            cut = piece.end() if piece else 1
            if used + width(left[:cut].rstrip()) > columns:
                if used > least:
                    yield row
                    row, used, least = [*start], 4 * len(start), 4 * len(start)
                    continue
                # A word that no row is long enough for.
                cut = max(1, len(fitted(left[:cut], columns - used)) - 1)
            row.append((left[:cut], style))
            used += width(left[:cut])
            left = left[cut:]
    yield row
