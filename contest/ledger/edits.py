"""What persons have changed of titles. What was written stays with the submission; the entry
shows the edit.

An edit holds for the version that it was made on, and for every other that has the same written
there. Where another version says otherwise, the newer writing wins.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from contest.ledger.lean import Database

Fields = Mapping[str, str | None]


class Edit(NamedTuple):
    """What was written in one part of the title, what stands there instead, and the submission on
    which that was decided."""

    was: str | None
    is_: str | None
    of: int


def edits_of(db: Database, entry: int) -> dict[str, Edit]:
    """The edits of an entry, by the part of the title."""
    row = db.execute("SELECT edits FROM entries WHERE id = ?", [entry]).fetchone()
    return read(row[0]) if row else {}


def read(text: str) -> dict[str, Edit]:
    """Edits as the ledger keeps them."""
    return {name: Edit(e["was"], e["is"], e["of"]) for name, e in json.loads(text).items()}


def keep_edits(db: Database, entry: int, edits: Mapping[str, Edit]) -> None:
    """Put these edits in the place of those that an entry has."""
    kept = {name: {"was": e.was, "is": e.is_, "of": e.of} for name, e in edits.items()}
    text = json.dumps(kept, ensure_ascii=False)
    db.execute("UPDATE entries SET edits = ? WHERE id = ?", [text, entry])


def holding(
    edits: Mapping[str, Edit], submission: int | None, own: Fields
) -> dict[str, str | None]:
    """What stands instead of a submission's ``own`` parts: the edits that hold for it."""
    return {
        name: edit.is_
        for name, edit in edits.items()
        if edit.of == submission or own.get(name) == edit.was
    }


def written(edits: Mapping[str, Edit], fields: Fields) -> dict[str, str | None]:
    """The parts of an entry as they were before the edits."""
    return {
        name: edits[name].was if name in edits and edits[name].is_ == value else value
        for name, value in fields.items()
    }


def held(db: Database, submission: int) -> dict[str, str | None]:
    """The edits that hold for a submission."""
    row = db.execute(
        "SELECT e.edits, s.fields FROM submissions s JOIN entries e ON e.id = s.entry "
        "WHERE s.id = ? AND e.edits != '{}'",
        [submission],
    ).fetchone()
    return holding(read(row[0]), submission, json.loads(row[1])) if row else {}
