"""Looking at the videos of all entries: probe --deep and --full without a file, track --full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from contest.cli import FINDINGS, OK, documents
from contest.cli.emit import emit
from contest.cli.options import Format
from contest.cli.people import Talker
from contest.cli.safe import shown
from contest.cli.state import State
from contest.cli.watching import watching
from contest.model import Status, Verdict

if TYPE_CHECKING:
    from contest.desk.look import LookedAt, Restated
    from contest.ledger.record import Act

COLUMNS = ("entry", "name", "verdict", "duration", "findings", "sha256")


def look_through(
    state: State, depth: str, act: Act, *, jobs: int | None, fresh: bool, format_: Format
) -> None:
    """Look at the videos of all entries that nobody has looked at so deeply, tell what was seen of
    each and which entries look alike; exits with the code."""
    from contest.desk.alike import pairs
    from contest.desk.browse import show
    from contest.desk.drawn import draw
    from contest.desk.look import Restated, look_at_entries

    folder = state.folder()
    talker = Talker(state) if format_ is Format.AUTO else None
    say = state.wording.say
    found: list[LookedAt] = []
    restated: list[Restated] = []

    def watched() -> Iterator[LookedAt]:
        with watching(state, talker) as watch:
            run = look_at_entries(folder, depth, act, jobs=jobs, fresh=fresh, told=watch.told)
            for item in run:
                if isinstance(item, Restated):
                    restated.append(item)
                    continue
                watch.done(item.name)
                draw(folder, show(folder, item.entry).entry)
                found.append(item)
                yield item

    if talker is None:
        rows = (
            documents.probed(item.report, state.wording) | {"entry": item.entry, "name": item.name}
            for item in watched()
        )
        emit(format_, "probe", rows, lambda: _summary(found), COLUMNS)
    else:
        for item in watched():
            talker.video(item.report, f"#{item.entry:03} {shown(item.name)}")
        if not found:
            state.talk(say("No video waits to be looked at; --no-cache looks at all again."))
    for each in restated:
        state.talk(
            say("Entry {entry} is {status} now.", entry=each.entry, status=each.status.value)
        )
    alike = sum(pair.pair.twin.decided is None for pair in pairs(folder))
    if alike:
        state.talk(
            state.wording.count(
                "{number} pair of entries looks alike: “contest entries alike” shows it.",
                "{number} pairs of entries look alike: “contest entries alike” shows them.",
                alike,
            )
        )
    bad = any(item.report.verdict is not Verdict.ACCEPTED for item in found)
    bad = bad or any(each.status is not Status.ACCEPTED for each in restated)
    raise typer.Exit(FINDINGS if bad else OK)


def _summary(found: list[LookedAt]) -> documents.Document:
    counts = documents.verdicts(item.report.verdict for item in found)
    return {"files": len(found)} | {k: v for k, v in counts.items() if k != "other"}
