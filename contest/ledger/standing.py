"""How an entry stands among all others: what is one too many, what nobody has ticked yet.

These findings belong to the entry and not to what arrived; they are made anew whenever a
submission, a decision or a tick may have changed them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from contest.checks.alike import Twin
from contest.checks.alike import faults as likenesses
from contest.checks.formalities import lacking, ticks_of
from contest.checks.quotas import (
    Shortfall,
    Work,
    exceeding,
    shortfalls,
)
from contest.checks.weigh import weigh
from contest.errors import RefusedError
from contest.ledger.alike import twins
from contest.ledger.current import settle
from contest.ledger.lean import Database
from contest.ledger.near import near_titles
from contest.ledger.neighbours import Neighbours, works
from contest.ledger.record import Act, event
from contest.ledger.rows import finding_row, moment
from contest.model import Fault
from contest.rules import Rulebook
from contest.titles.archives import archives_among


def refresh(db: Database, entry: int, neighbours: Neighbours) -> None:
    """Make the findings of one entry anew, inside the caller's transaction. What they change in
    others, and what is left of other rules, comes with ``refresh_all``."""
    alike = twins(db, entry).get(entry, [])
    if neighbours.idle and not alike:
        return
    rules = neighbours.rules
    (work,) = works(db, entry)
    if neighbours.needed:
        neighbours.put(work)
    faults = [*neighbours.faults(work), *_own(db, work, rules), *likenesses(alike, rules)]
    _write(db, work, faults, rules)


def refresh_all(db: Database, rules: Rulebook) -> list[int]:
    """Make the findings of all entries anew; the numbers of those that changed."""
    alike, near = twins(db), near_titles(db)
    asked = rules.quotas or rules.contest.first or rules.documents or rules.checklist
    if not (asked or alike or near) and not db.execute("SELECT 1 FROM entry_findings").fetchone():
        return []
    known = works(db)
    over = exceeding(known, rules)

    def found(work: Work) -> list[Fault]:
        theirs: list[Twin] = alike.get(work.entry, [])
        return [
            *over.get(work.entry, []), *_own(db, work, rules), *likenesses(theirs, rules),
            *near.get(work.entry, []),
        ]  # fmt: skip

    there: dict[int, list[_Row]] = defaultdict(list)
    for entry, *row in db.execute(f"{_THERE} ORDER BY entry, position"):
        there[entry].append(tuple(row))
    return [
        work.entry
        for work in known
        if _write(db, work, found(work), rules, there.get(work.entry, []))
    ]


def tick(
    db: Database, entry: int, names: Iterable[str], rules: Rulebook, *, reason: str, act: Act
) -> list[str]:
    """Note that a person has seen these; those that were new. Raises RefusedError for an unknown
    entry or an item that is not on its checklist."""
    allowed = _checklist(db, entry, rules)
    done = _ticked(db, entry)
    new = []
    for name in dict.fromkeys(names):
        if name not in allowed:
            raise RefusedError(
                "The checklist of entry {entry} has no “{name}”; it has {known}.",
                entry=entry, name=name, known="、".join(allowed) or "-",
            )  # fmt: skip
        if name in done:
            continue
        db.execute(
            "INSERT INTO ticks (entry, name, ticked_at, ticked_by, reason) VALUES (?, ?, ?, ?, ?)",
            [entry, name, moment(act.at), act.actor, reason],
        )
        event(db, act, "ticked", entry=entry, after={"check": name}, reason=reason)
        new.append(name)
    return new


def untick(
    db: Database, entry: int, names: Iterable[str], rules: Rulebook, *, reason: str, act: Act
) -> list[str]:
    """Take ticks back; those that were there. The record keeps both. Raises RefusedError."""
    _checklist(db, entry, rules)
    done = _ticked(db, entry)
    gone = [name for name in dict.fromkeys(names) if name in done]
    award = db.execute(
        "SELECT prize FROM awards WHERE entry = ? AND revoked_at IS NULL", [entry]
    ).fetchone()
    if award and gone:
        raise RefusedError(
            "Entry {entry} has the award “{prize}”; revoke it first.", entry=entry, prize=award[0]
        )
    for name in gone:
        db.execute("DELETE FROM ticks WHERE entry = ? AND name = ?", [entry, name])
        event(db, act, "unticked", entry=entry, before={"check": name}, reason=reason)
    return gone


def checklist(db: Database, entry: int, rules: Rulebook) -> list[tuple[str, str, bool, str, str]]:
    """The checklist of an entry: name, text, whether required, who ticked it and when (empty)."""
    rows = db.execute("SELECT name, ticked_by, ticked_at FROM ticks WHERE entry = ?", [entry])
    done = {name: (who, at) for name, who, at in rows}
    return [
        (t.name, t.text, t.required, *done.get(t.name, ("", "")))
        for work in works(db, entry)
        for t in ticks_of(rules, work.fields.get("category"))
    ]


def missing(db: Database, rules: Rulebook) -> list[Shortfall]:
    """Values of which there are fewer entries than there should be."""
    return list(shortfalls(works(db), rules))


def _checklist(db: Database, entry: int, rules: Rulebook) -> list[str]:
    found = works(db, entry)
    if not found:
        raise RefusedError("There is no entry {entry}.", entry=entry)
    return [t.name for t in ticks_of(rules, found[0].fields.get("category"))]


def _ticked(db: Database, entry: int) -> set[str]:
    return {row[0] for row in db.execute("SELECT name FROM ticks WHERE entry = ?", [entry])}


def _own(db: Database, work: Work, rules: Rulebook) -> list[Fault]:
    """What the entry itself still lacks: documents, ticks."""
    return [*_documents(db, work, rules), *_open(db, work, rules)]


_BROUGHT = """
SELECT d.name, sum(d.number) FROM submission_documents d JOIN submissions s ON s.id = d.submission
WHERE s.entry = ? AND s.late_by IS NULL GROUP BY d.name
"""
_MAILED = """
SELECT s.channel = 'mail' AND s.kind = 'entry' FROM submissions s
JOIN entries e ON e.current = s.id WHERE e.id = ?
"""


def _documents(db: Database, work: Work, rules: Rulebook) -> list[Fault]:
    """Documents that no mail of the entry brought in time; only what came by mail owes any."""
    if not rules.documents or not db.execute(_MAILED, [work.entry]).fetchone()[0]:
        return []
    there = {name: int(number) for name, number in db.execute(_BROUGHT, [work.entry])}
    names = [
        row[0]
        for row in db.execute(
            "SELECT f.name FROM submission_files f JOIN submissions s ON s.id = f.submission "
            "WHERE s.entry = ? ORDER BY s.id, f.position",
            [work.entry],
        )
    ]
    archive = next(iter(archives_among(names)), None)
    return list(lacking(rules, work.fields, there, archive))


def _open(db: Database, work: Work, rules: Rulebook) -> list[Fault]:
    wanted = [t.name for t in ticks_of(rules, work.fields.get("category")) if t.required]
    if not wanted:
        return []
    done = _ticked(db, work.entry)
    return [Fault("F107", args={"name": name}) for name in wanted if name not in done]


_Row = tuple[object, ...]
_COLUMNS = ("code", "severity", "aspect", "field", "args")
_THERE = "SELECT entry, code, severity, aspect, field, args FROM entry_findings"


def _write(
    db: Database,
    work: Work,
    faults: Iterable[Fault],
    rules: Rulebook,
    there: list[_Row] | None = None,
) -> bool:
    """Put the entry's findings into the ledger; False if they are what they were, which is looked
    up unless ``there`` tells."""
    rows = [finding_row(finding) for finding in weigh(faults, rules)]
    wanted: list[_Row] = [tuple(row[name] for name in _COLUMNS) for row in rows]
    if there is None:
        found = db.execute(f"{_THERE} WHERE entry = ? ORDER BY position", [work.entry])
        there = [tuple(row[1:]) for row in found]
    if wanted == there:
        return False
    db.execute("DELETE FROM entry_findings WHERE entry = ?", [work.entry])
    db.conn.executemany(
        "INSERT INTO entry_findings (entry, position, code, severity, aspect, field, args) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(work.entry, position, *row) for position, row in enumerate(wanted)],
    )
    settle(db, work.entry, earliest=rules.contest.versions == "earliest")
    return True
