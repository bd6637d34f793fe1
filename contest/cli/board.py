"""The board: where everything stands, on one screen; and the table of entries."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from contest.cli.chart import heights_for
from contest.cli.options import Format
from contest.cli.safe import readable
from contest.cli.screen import MARKS, PLAIN, Sheet, drawn
from contest.cli.speaker import Speaker
from contest.cli.state import State
from contest.cli.tables import show_table
from contest.cli.urgent import NEEDS
from contest.desk.folder import Folder
from contest.model import Aspect
from contest.rules import Rulebook

if TYPE_CHECKING:
    from contest.desk.board import Standing
    from contest.ledger.needs import Need
    from contest.ledger.query import EntryRow

MOST_SHOWN = 20
"""Entries that the board shows one by one; a longer list has a command of its own."""

NARROW = 110
"""Columns of a terminal under which the board is drawn closer."""

COLUMNS = (
    "entry", "status", "category", "work", "author", "department", "aspects.form",
    "aspects.eligibility", "aspects.material", "aspects.formalities", "received_at", "versions",
    "findings", "awards",
)  # fmt: skip


def show_board(state: State, folder: Folder, format_: Format) -> None:
    """Print the board."""
    from contest.desk.board import standing

    programs = format_ is not Format.AUTO
    found = standing(folder, state.now, whole=programs)
    if programs:
        from contest.cli.documents import entry, own_columns
        from contest.cli.emit import emit
        from contest.desk.browse import entries

        documents = (entry(row, state.wording) for row in entries(folder))
        columns = (*COLUMNS, *own_columns(folder.rules))
        emit(format_, "track", documents, lambda: summary(found), columns)
        return
    columns_ = state.columns if state.fancy else PLAIN
    heights = heights_for(sys.stdout.encoding)
    sheet = Sheet(state.wording, folder.rules, columns_, cut=state.fancy, heights=heights)
    speaker = Speaker(state)
    speaker.lines(drawn(found, sheet))
    number = sum(found.board.entries.values())
    if 0 < number <= MOST_SHOWN:
        from contest.desk.browse import entries

        show_entries(state, folder, entries(folder), title="")
    elif number:
        told = state.wording.say("the entries one by one")
        speaker.lines([[(told, "dim"), ("  → ", "dim"), ("contest entries list", "cyan")]])


def summary(found: Standing) -> dict[str, object]:
    """The board's counts for programs."""
    board = found.board
    loose = next((need.number for need in board.needs if need.kind == "loose"), 0)
    return {
        "submissions": sum(board.submissions.values()),
        "entries": sum(board.entries.values()),
        "by_kind": dict(board.submissions),
        "by_status": dict(board.entries),
        "by_aspect": {
            aspect.value: {outcome.value: n for outcome, n in outcomes.items()}
            for aspect, outcomes in board.aspects.items()
        },
        "by_category": {name or "": number for name, number in board.categories.items()},
        "by_department": {name or "": number for name, number in board.departments.items()},
        "per_day": {day.isoformat(): number for day, number in board.days.items()},
        "needs": [_need(need) for need in board.needs],
        "links": board.links.number,
        "links_expired": board.links.expired,
        "expiring": [
            {
                "entry": link.entry,
                "name": readable(link.name),
                "expires_at": link.expires_at.isoformat(),
                "seconds_left": int((link.expires_at - found.now).total_seconds()),
            }
            for link in board.links.soonest
        ],
        "awards": dict(board.awards),
        "loose": loose,
        "judged_otherwise": board.stale,
        "closes_at": found.closes.isoformat() if found.closes else None,
        "seconds_left": found.left,
        "disk_free": found.free,
    }


def _need(need: Need) -> dict[str, object]:
    return {
        "kind": need.kind,
        "number": need.number,
        "entries": list(need.entries),
        "codes": dict(need.codes),
        "command": NEEDS[need.kind].command,
    }


def show_entries(
    state: State, folder: Folder, rows: list[EntryRow], *, title: str | None = None
) -> None:
    """The table of entries, under the contest's name or another ``title``; on a narrow terminal
    the four aspects share a column."""
    from contest.cli.expiry import expiry

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
    show_table(state, folder.rules.contest.name if title is None else title, headings, cells)


def shown_parts(rules: Rulebook) -> list[str]:
    """The parts of a title that lists show: those of this contest's own, the form and the topic of
    the built-in one left out, which nobody reads a list by."""
    from contest.titles import compile_pattern

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
