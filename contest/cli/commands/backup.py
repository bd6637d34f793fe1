"""contest backup: rules, ledger and kept bytes in one archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contest.cli import FINDINGS, OK
from contest.cli.app import Command, commands
from contest.cli.documents import Document
from contest.cli.emit import emit
from contest.cli.options import Format, FormatOption
from contest.cli.safe import near, shown
from contest.cli.state import State

if TYPE_CHECKING:
    from contest.desk.archive import Manifest

app = commands("")

COLUMNS = (
    "path", "contest", "made_at", "seal.number", "seal.value", "entries", "submissions", "awards",
    "acts", "kept", "faults",
)  # fmt: skip


@app.command(cls=Command, help="Put rules, ledger and kept bytes into one archive.")
def backup(
    ctx: typer.Context,
    target: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE.zip]", help="The archive, or a folder for it; else backups/."
        ),
    ] = None,
    no_files: Annotated[
        bool, typer.Option("--no-files", help="Rules and ledger only, without mails and videos.")
    ] = False,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Write an archive of the contest."""
    from contest.desk.backup import backup as save

    state: State = ctx.obj
    say = state.wording.say
    made = save(state.folder(), target, state.now, files=not no_files)
    manifest = made.manifest
    if format_ is not Format.AUTO:
        row = {"path": str(made.path)} | document(manifest)
        emit(format_, "backup", [row], lambda: {"faults": len(manifest.faults)}, COLUMNS)
    else:
        state.talk(say("{path} written.", path=shown(near(made.path, state.here))))
        state.talk(holds(state, manifest))
    if manifest.faults:
        state.talk(
            say(
                "Kept bytes that were missing or changed are not in it as they should be (number: "
                "{number}): see “contest doctor”.",
                number=len(manifest.faults),
            )
        )
    raise typer.Exit(FINDINGS if manifest.faults else OK)


def holds(state: State, manifest: Manifest) -> str:
    """What an archive holds, in a sentence."""
    return state.wording.say(
        "It holds: entries {entries}, submissions {submissions}, awards {awards}, acts {acts}, "
        "kept files {kept}; seal {seal}.",
        entries=manifest.entries, submissions=manifest.submissions, awards=manifest.awards,
        acts=manifest.acts, kept=manifest.kept if manifest.files else "-",
        seal=f"{manifest.seal.number} {manifest.seal.value[:16]}" if manifest.seal else "-",
    )  # fmt: skip


def document(manifest: Manifest) -> Document:
    """The same for programs."""
    seal = manifest.seal
    return {
        "contest": manifest.contest,
        "made_at": manifest.made_at.isoformat(),
        "program": manifest.program,
        "seal": {"number": seal.number, "value": seal.value} if seal else None,
        "entries": manifest.entries,
        "submissions": manifest.submissions,
        "awards": manifest.awards,
        "acts": manifest.acts,
        "kept": manifest.kept if manifest.files else None,
        "faults": len(manifest.faults),
    }
