"""Two entries put together, or one taken apart. Numbers of entries never change: an entry that went
into another keeps its own, and what is split off gets a new one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from contest.errors import RefusedError
from contest.ledger import alike
from contest.ledger.edits import edits_of, keep_edits
from contest.ledger.extended import extend
from contest.ledger.lean import Database
from contest.ledger.merged import ensure_there
from contest.ledger.record import Act, event, next_version
from contest.ledger.rows import moment_of


def merge(db: Database, entry: int, into: int, *, reason: str, act: Act) -> None:
    """Make everything that came for ``entry`` part of ``into``, its versions in the order of their
    arrival; ``into`` is to be judged and settled afterwards. Raises RefusedError for an entry that
    is not there, went into another one, or has an award."""
    for number in (into, entry):
        ensure_there(db, number)
    if entry == into:
        raise RefusedError("Entry {entry} can't be taken into itself.", entry=entry)
    award = _award(db, entry)
    if award:
        raise RefusedError(
            "Entry {entry} has the award “{prize}”; revoke it first.", entry=entry, prize=award
        )
    moved = {}
    for number, version in _submissions(db, entry):
        new = next_version(db, into) if version is not None else None
        _move(db, number, into, new)
        moved[number] = new
    db.execute("UPDATE entries SET merged = ?, current = NULL WHERE id = ?", [into, entry])
    db.execute("UPDATE entries SET merged = ? WHERE merged = ?", [into, entry])
    db.execute("DELETE FROM entry_findings WHERE entry = ?", [entry])
    keep_edits(db, into, {**edits_of(db, entry), **edits_of(db, into)})
    keep_edits(db, entry, {})
    _inherit_words(db, entry, into)
    for one, other, what in ((entry, into, "merged"), (into, entry, "took in")):
        event(db, act, what, entry=one, after={"other": other, "submissions": list(moved)},
              reason=reason)  # fmt: skip
    _let_in_alike(db, entry, into, reason=reason, act=act)


def split(db: Database, entry: int, versions: Sequence[int], *, reason: str, act: Act) -> int:
    """Make a new entry of these versions and of what answers them; its number. Both are to be
    judged and settled afterwards. Raises RefusedError where there are no such versions, or none
    would be left."""
    ensure_there(db, entry)
    there = _submissions(db, entry)
    known = [version for _, version in there if version is not None]
    for version in versions:
        if version not in known:
            raise RefusedError(
                "Entry {entry} has no version {number}; it has {known}.",
                entry=entry, number=version, known="、".join(map(str, sorted(known))),
            )  # fmt: skip
    if set(known) <= set(versions):
        raise RefusedError("One version of entry {entry} must stay.", entry=entry)
    chosen = [number for number, version in there if version in versions]
    (current,) = db.execute("SELECT current FROM entries WHERE id = ?", [entry]).fetchone()
    award = _award(db, entry)
    if award and current in chosen:
        raise RefusedError(
            "Entry {entry} has the award “{prize}”; revoke it first.", entry=entry, prize=award
        )
    (new,) = db.execute(
        "INSERT INTO entries (status, fields) VALUES ('review', '{}') RETURNING id"
    ).fetchone()
    answers = _answers(db, entry, set(chosen))
    for place, number in enumerate(chosen, 1):
        _move(db, number, new, place)
    for number in answers:
        _move(db, number, new, None)
    edits = edits_of(db, entry)
    keep_edits(db, new, {name: edit for name, edit in edits.items() if edit.of in chosen})
    keep_edits(db, entry, {name: edit for name, edit in edits.items() if edit.of not in chosen})
    moved = {"versions": list(versions), "submissions": [*chosen, *answers]}
    event(db, act, "split", entry=entry, before={"last": max(known)}, after={"other": new, **moved},
          reason=reason)  # fmt: skip
    event(db, act, "split off", entry=new, after={"other": entry, **moved}, reason=reason)
    alike.decide(db, entry, new, same=False, reason=reason, act=act)
    _let_in_alike(db, entry, new, reason=reason, act=act)
    return int(new)


def _submissions(db: Database, entry: int) -> list[tuple[int, int | None]]:
    """What came for an entry as (submission, version), in the order of arrival."""
    return [
        (int(number), version)
        for number, version in db.execute(
            "SELECT id, version FROM submissions WHERE entry = ? "
            "ORDER BY received_at IS NULL, julianday(received_at), id",
            [entry],
        ).fetchall()
    ]


def _move(db: Database, submission: int, entry: int, version: int | None) -> None:
    db.execute(
        "UPDATE submissions SET entry = ?, version = ? WHERE id = ?", [entry, version, submission]
    )


def _answers(db: Database, entry: int, chosen: set[int]) -> list[int]:
    """What is no version and answers, at whatever remove, a chosen one after all others."""
    rows = db.execute(
        "SELECT id, version, message_id, refers FROM submissions WHERE entry = ? ORDER BY id",
        [entry],
    ).fetchall()
    whose: dict[str, bool] = {
        message: number in chosen for number, version, message, _ in rows if message and version
    }
    found = []
    for number, version, message, refers in rows:
        if version is not None:
            continue
        last = next((whose[m] for m in reversed(json.loads(refers)) if m in whose), False)
        if message:
            whose.setdefault(message, last)
        if last:
            found.append(int(number))
    return found


def _inherit_words(db: Database, entry: int, into: int) -> None:
    """What persons said of an entry and others holds for the one that takes it in, unless they said
    something of that one themselves."""
    rows: list[Mapping[str, object]] = [
        dict(zip(("other", "same", "at", "who", "why"), row, strict=True))
        for row in db.execute(
            "SELECT iif(one = :entry, other, one), same, decided_at, decided_by, reason "
            "FROM same_works WHERE :entry IN (one, other)",
            {"entry": entry},
        ).fetchall()
    ]
    for row in rows:
        if row["other"] != into:
            db.execute(
                "INSERT OR IGNORE INTO same_works (one, other, same, decided_at, decided_by, "
                "reason) VALUES (min(:into, :other), max(:into, :other), :same, :at, :who, :why)",
                {**row, "into": into},
            )


def _let_in_alike(db: Database, entry: int, other: int, *, reason: str, act: Act) -> None:
    """Let the other in as long as the entry, from which versions came to it."""
    one, two = (
        moment_of(row[0])
        for number in (entry, other)
        for row in db.execute("SELECT extended FROM entries WHERE id = ?", [number])
    )
    if one is not None and (two is None or one > two):
        extend(db, other, one, reason=reason, act=act)


def _award(db: Database, entry: int) -> str | None:
    row = db.execute(
        "SELECT prize FROM awards WHERE entry = ? AND revoked_at IS NULL", [entry]
    ).fetchone()
    return str(row[0]) if row else None
