"""contest restore: bring a contest back from an archive, after looking at what that would mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contest.cli import FINDINGS, OK
from contest.cli.app import Command, commands
from contest.cli.commands.backup import document, holds
from contest.cli.emit import emit
from contest.cli.options import Format, FormatOption
from contest.cli.people import Talker
from contest.cli.safe import near, shown
from contest.cli.state import State
from contest.errors import UsageError

if TYPE_CHECKING:
    from contest.desk.restore import Restored

app = commands("")

COLUMNS = (
    "path", "contest", "made_at", "seal.number", "seal.value", "entries", "submissions", "awards",
    "acts", "kept", "sound", "lost_acts", "absent", "restored", "backup",
)  # fmt: skip


@app.command(cls=Command, help="Bring a contest back from an archive of contest backup.")
def restore(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="FILE.zip", help="The archive.")],
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Verify it, say what would come and what would be lost."),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Into a contest folder; a backup of it is made first.")
    ] = False,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Bring a contest back into the folder of --dir."""
    from contest.desk.restore import restore as bring

    state: State = ctx.obj
    if state.dir is None:
        raise UsageError("Name the folder to restore into with --dir; a new one is made.")
    done = bring(path, state.dir, state.now, dry_run=dry_run, force=force)
    if format_ is not Format.AUTO:
        row = {"path": str(path)} | document(done.manifest) | {
            "sound": not done.broken,
            "lost_acts": done.lost,
            "absent": done.absent,
            "restored": not dry_run,
            "backup": str(done.kept) if done.kept else None,
        }  # fmt: skip
        emit(format_, "restore", [row], lambda: {"restored": int(not dry_run)}, COLUMNS)
    else:
        _tell(state, path, done, dry_run=dry_run)
    raise typer.Exit(FINDINGS if done.broken or done.absent else OK)


def _tell(state: State, path: Path, done: Restored, *, dry_run: bool) -> None:
    say, talk = state.wording.say, Talker(state).line
    manifest = done.manifest
    talk(
        say(
            "{path}: {contest}, made {at}; every byte is as its manifest says.",
            path=shown(near(path, state.here)), contest=shown(manifest.contest),
            at=manifest.made_at.isoformat(sep=" ", timespec="seconds"),
        )
    )  # fmt: skip
    talk(holds(state, manifest))
    if done.broken:
        talk(say("Its record isn't as it was sealed: another program has changed it."))
    if done.before is not None:
        there = done.before
        talk(
            say(
                "The folder holds: entries {entries}, submissions {submissions}, awards {awards}, "
                "acts {acts}; seal {seal}.",
                entries=there.entries, submissions=there.submissions, awards=there.awards,
                acts=there.acts,
                seal=f"{there.seal.number} {there.seal.value[:16]}" if there.seal else "-",
            )
        )  # fmt: skip
        if done.lost is None:
            talk(
                say(
                    "The folder's record doesn't hold the archive's seal: the two have parted, or "
                    "are of different contests. All that the folder tells would be lost."
                    if dry_run else
                    "The folder's record didn't hold the archive's seal; it is in the backup."
                )
            )  # fmt: skip
        else:
            message = "Acts that came after the archive's seal and would be lost: {number}."
            if not dry_run:
                message = "Acts that came after the archive's seal are in the backup: {number}."
            talk(say(message, number=done.lost))
    elif done.lost is None:
        talk(say("The ledger in the folder can't be read; it is set aside, not thrown away."))
    if done.absent:
        talk(
            say(
                "Kept bytes that the ledger names and nobody has here: {number}. Track their "
                "sources again, or restore an archive that has them.",
                number=done.absent,
            )
        )
    if done.kept:
        message = "What was there is in {path}."
        talk(say(message, path=shown(near(done.kept, state.here))))
    if dry_run:
        state.talk(say("Nothing was restored (--dry-run)."))
    else:
        state.talk(say("{path} restored.", path=shown(str(state.dir))))
