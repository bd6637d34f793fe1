"""The board: where every entry and award stands, on one screen."""

from __future__ import annotations

from collections.abc import Sequence

from contest.cli.documents import entry as entry_document
from contest.cli.documents import own_columns
from contest.cli.emit import emit
from contest.cli.expiry import expiry
from contest.cli.options import Format
from contest.cli.people import Talker
from contest.cli.safe import shown
from contest.cli.state import State
from contest.cli.tables import show_table
from contest.desk.folder import Folder
from contest.ledger.board import Board
from contest.ledger.query import EntryRow
from contest.model import Aspect, Outcome, Status
from contest.rules import Rulebook
from contest.titles import compile_pattern

MOST_LOOSE = 10
"""Submissions without an entry that the board names; there may be more."""

NARROW = 110
"""Columns of a terminal under which the board is drawn closer."""

MARKS = {Outcome.PASS: "✓", Outcome.FAIL: "✗", Outcome.OPEN: "?", Outcome.NA: "-"}

COLUMNS = (
    "entry", "status", "category", "work", "author", "department", "aspects.form",
    "aspects.eligibility", "aspects.material", "aspects.formalities", "received_at", "versions",
    "findings", "awards",
)  # fmt: skip


def show_board(state: State, folder: Folder, format_: Format) -> None:
    """Print the board."""
    from contest.desk.browse import board, entries, judged_otherwise, shortfalls

    rows, counts = entries(folder), board(folder)
    if format_ is not Format.AUTO:
        documents = (entry_document(row, state.wording) for row in rows)
        columns = (*COLUMNS, *own_columns(folder.rules))
        emit(format_, "track", documents, lambda: summary(counts), columns)
        return
    show_entries(state, folder, rows)
    talker = Talker(state)
    _counts(state, folder, rows, counts, talker)
    for short in shortfalls(folder)[:MOST_LOOSE]:
        talker.line(
            state.wording.say(
                "{value}: {number} of at least {least} entries",
                value=shown(short.value), number=short.number, least=short.least,
            ),
            "yellow",
        )  # fmt: skip
    stale = judged_otherwise(folder)
    if stale:
        talker.line(
            state.wording.say(
                "contest.toml has changed since (submissions: {number}): track their sources again "
                "to judge them by the new rules.",
                number=stale,
            ),
            "yellow",
        )


def summary(counts: Board) -> dict[str, object]:
    """The board's counts for programs."""
    return {
        "submissions": sum(counts.submissions.values()),
        "entries": sum(counts.entries.values()),
        "by_kind": dict(counts.submissions),
        "by_status": dict(counts.entries),
        "by_aspect": {
            aspect.value: {outcome.value: n for outcome, n in outcomes.items()}
            for aspect, outcomes in counts.aspects.items()
        },
        "links": counts.links,
        "awards": dict(counts.awards),
        "loose": len(counts.loose),
    }


def show_entries(state: State, folder: Folder, rows: list[EntryRow]) -> None:
    """The table of entries; on a narrow terminal the four aspects share a column."""
    say = state.wording.say
    narrow = state.fancy and state.columns < NARROW
    parts = shown_parts(folder.rules)
    aspects = [say("F E M F")] if narrow else [say(aspect.value) for aspect in Aspect]
    names = map(state.wording.field, parts)
    headings = [say("No."), say("status"), *names, *aspects]
    headings += [say("versions"), say("findings"), say("awards")]
    cells = [_row(state, row, parts, narrow=narrow) for row in rows]
    if any(row.links for row in rows):
        headings.append(say("video"))
        for row, line in zip(rows, cells, strict=True):
            line.append(expiry(state, row.expires_at) if row.links else "")
    show_table(state, folder.rules.contest.name, headings, cells)


def shown_parts(rules: Rulebook) -> list[str]:
    """The parts of a title that lists show: those of this contest's own, the form and the topic of
    the built-in one left out, which nobody reads a list by."""
    fields = compile_pattern(rules).fields
    return [name for name in fields if name not in {"topic", "form"}] or ["work"]


def _row(state: State, row: EntryRow, parts: Sequence[str], *, narrow: bool) -> list[str]:
    get = row.fields.get
    work = get("work") or (row.names[0] if row.names else "") or _short(row.title)
    codes = dict.fromkeys(f.code for f in row.findings if f.severity.value in ("error", "review"))
    marks = [MARKS[row.aspects[aspect]] for aspect in Aspect]
    return [
        f"{row.number:03}",
        state.wording.say(row.status.value),
        *(work if name == "work" else get(name) or "" for name in parts),
        *([" ".join(marks)] if narrow else marks),
        str(row.versions) if row.versions > 1 else "",
        " ".join(codes),
        "、".join(row.awards),
    ]


def _short(title: str, most: int = 16) -> str:
    return title if len(title) <= most else title[:most] + "…"


def _counts(
    state: State, folder: Folder, rows: list[EntryRow], counts: Board, talker: Talker
) -> None:
    wording = state.wording
    say = wording.say
    total = sum(counts.entries.values())
    states = [
        f"{say(s.value)} {counts.entries[s.value]}" for s in Status if s.value in counts.entries
    ]
    line = wording.count("{number} entry", "{number} entries", total)
    talker.line(line + (say(": ") + say(", ").join(states) if states else ""), "bold")
    for aspect in Aspect:
        outcomes = counts.aspects.get(aspect, {})
        parts = [f"{MARKS[o]} {say(o.value)} {outcomes[o]}" for o in Outcome if o in outcomes]
        if parts:
            talker.line(f"  {say(aspect.value)}{say(': ')}{'  '.join(parts)}")
    kinds = [f"{say(kind)} {number}" for kind, number in sorted(counts.submissions.items())]
    arrived = sum(counts.submissions.values())
    line = wording.count("{number} submission", "{number} submissions", arrived)
    talker.line(line + (say(": ") + say(", ").join(kinds) if kinds else ""))
    if counts.links:
        talker.line(
            wording.count(
                "{number} video is only a link: download it before the link expires.",
                "{number} videos are only links: download them before the links expire.",
                counts.links,
            ),
            "yellow",
        )
    if counts.loose:
        talker.line(
            wording.count(
                "{number} submission belongs to no entry and waits for a person:",
                "{number} submissions belong to no entry and wait for a person:",
                len(counts.loose),
            ),
            "yellow",
        )
        for source, title, kind in counts.loose[:MOST_LOOSE]:
            talker.line(f"  {shown(source)}  {say(kind)}  {shown(_short(title, 40))}")
    lost = [row for row in rows if row.awards and row.status is not Status.ACCEPTED]
    for row in lost:
        talker.line(
            say(
                "Entry {entry} has “{prize}” but is {status}.",
                entry=row.number,
                prize="、".join(row.awards),
                status=row.status.value,
            ),
            "bold red",
        )
    if counts.awards:
        order = [prize.name for prize in folder.rules.prizes]
        names = [
            *(n for n in order if n in counts.awards),
            *(n for n in counts.awards if n not in order),
        ]
        granted = [f"{name} {counts.awards[name]}" for name in names]
        talker.line(say("awards") + say(": ") + say(", ").join(granted))
