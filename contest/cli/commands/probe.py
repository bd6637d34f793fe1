"""contest probe: measure videos and hold them against the rules."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, NoReturn

import typer

from contest.cli import FINDINGS, FIX, OK, documents
from contest.cli.app import Command, commands
from contest.cli.emit import emit
from contest.cli.looking import look_through
from contest.cli.options import Actor, Deep, Format, FormatOption, Full, Jobs, Profile, depth_of
from contest.cli.people import Talker
from contest.cli.safe import shown
from contest.cli.state import State
from contest.cli.watching import Watch, watching
from contest.errors import ContestError, UsageError
from contest.model import MediaReport, Verdict

if TYPE_CHECKING:
    from contest.rules import Rulebook

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
        typer.Argument(
            metavar="[FILE|FOLDER]...",
            help="Videos, or folders of them; with --deep or --full and none: all entries.",
        ),
    ] = None,
    deep: Deep = False,
    full: Full = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Decode again what was decoded before.")
    ] = False,
    jobs: Jobs = None,
    posters: Annotated[
        Path | None,
        typer.Option("--posters", metavar="DIR", help="Write one picture a video there."),
    ] = None,
    profile: Profile = None,
    actor: Actor = None,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Measure videos."""
    state: State = ctx.obj
    depth = depth_of(deep=deep, full=full)
    if paths:
        how = _How(depth, jobs, no_cache, posters)
        _files(state, paths, state.rules(profile), how, format_)
    elif depth is None:
        raise UsageError("Nothing to probe: name a FILE or FOLDER.")
    else:
        act = state.act(f"probe --{depth}", actor)
        look_through(state, depth, act, jobs=jobs, fresh=no_cache, format_=format_)


class _How(NamedTuple):
    depth: str | None
    jobs: int | None
    no_cache: bool
    posters: Path | None


def _files(state: State, paths: list[str], rules: Rulebook, how: _How, format_: Format) -> NoReturn:
    """Probe files; exits with the code."""
    from contest.desk.probe import LINK, Looks, gather
    from contest.desk.probe import probe as measure

    files, missing = gather(paths)
    found: list[MediaReport] = []
    talker = Talker(state) if format_ is Format.AUTO else None

    def watched() -> Iterator[MediaReport]:
        # Measuring is done before anybody has read a line; decoding takes its time.
        with watching(state, talker) if how.depth else nullcontext(Watch()) as watch:
            looks = Looks(state.contest(), how.no_cache, watch.told)
            for report in measure(files, rules, how.jobs, how.depth, looks=looks):
                watch.done(report.media.path)
                found.append(report)
                if how.posters is not None:
                    _poster(state, report, how.posters)
                yield report

    if talker is not None:
        for report in watched():
            talker.video(report)
    else:
        rows = (documents.probed(r, state.wording) for r in watched())
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
