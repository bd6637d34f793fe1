"""contest probe: measure videos and hold them against the rules."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from contest.cli import FINDINGS, FIX, OK, documents
from contest.cli.app import Command, commands
from contest.cli.emit import emit
from contest.cli.options import Format, FormatOption, Jobs, Profile
from contest.cli.people import Talker
from contest.cli.safe import shown
from contest.cli.state import State
from contest.errors import ContestError, UsageError
from contest.model import MediaReport, Verdict

app = commands("")

COLUMNS = (
    "path", "verdict", "size", "container", "duration", "width", "height", "rotation",
    "frame_rate", "video_codec", "audio_codec", "audio_channels", "bit_rate", "findings", "sha256",
)  # fmt: skip


@app.command(cls=Command, help="Measure videos and hold them against the rules.")
def probe(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE|FOLDER...", help="Videos, or folders of them."),
    ] = None,
    deep: Annotated[
        bool,
        typer.Option("--deep", help="Decode key pictures and sound too: black, silent, loud."),
    ] = False,
    full: Annotated[
        bool,
        typer.Option("--full", help="Decode every picture too: frozen, damaged. It takes long."),
    ] = False,
    jobs: Jobs = None,
    posters: Annotated[
        Path | None,
        typer.Option("--posters", metavar="DIR", help="Write one picture a video there."),
    ] = None,
    profile: Profile = None,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Measure videos."""
    from contest.desk.probe import LINK, gather
    from contest.desk.probe import probe as measure

    state: State = ctx.obj
    if not paths:
        raise UsageError("Nothing to probe: name a FILE or FOLDER.")
    rules = state.rules(profile)
    files, missing = gather(paths)
    found: list[MediaReport] = []

    def watched() -> Iterator[MediaReport]:
        for report in measure(files, rules, jobs, "full" if full else "deep" if deep else None):
            found.append(report)
            if posters is not None:
                _poster(state, report, posters)
            yield report

    if format_ is Format.AUTO:
        talker = Talker(state)
        for report in watched():
            talker.video(report)
    else:
        rows = (documents.media(r, state.wording) for r in watched())
        emit(format_, "probe", rows, lambda: _summary(found), COLUMNS)
    sys.stdout.flush()
    links = sum(item.reason == LINK for item in missing)
    missing = [item for item in missing if item.reason != LINK]
    if links:
        state.talk(
            state.wording.count(
                "{number} link was passed over; name it to probe it.",
                "{number} links were passed over; name them to probe them.",
                links,
            )
        )
    for item in missing:
        reason = state.wording.say(
            "{path} can't be read: {reason}.", path=shown(item.path), reason=item.reason
        )
        sys.stderr.write(state.wording.say("error") + state.wording.say(": ") + reason + "\n")
    bad = any(r.verdict is not Verdict.ACCEPTED for r in found)
    raise typer.Exit(FIX if missing else FINDINGS if bad else OK)


def _summary(found: list[MediaReport]) -> documents.Document:
    counts = documents.verdicts(r.verdict for r in found)
    return {"files": len(found)} | {k: v for k, v in counts.items() if k != "other"}


def _poster(state: State, report: MediaReport, folder: Path) -> None:
    from contest.desk.probe import picture

    try:
        path = picture(report, folder)
    except ContestError as error:
        arguments = {k: shown(v) if isinstance(v, str) else v for k, v in error.arguments.items()}
        state.talk(state.wording.say(error.message, **arguments))
    else:
        if path:
            state.talk(shown(str(path)))
