"""The ledger's migrations, in their order.

A shipped migration is never edited; the next change is a new one.
"""

from __future__ import annotations

from contest.ledger import claims, trail
from contest.ledger.indexes import M010
from contest.ledger.lean import Database, Migrations
from contest.ledger.seals import seal
from contest.ledger.tables import M001, M002, M005, M008
from contest.ledger.views import statements

MIGRATIONS = Migrations("contest")


@MIGRATIONS()
def m001_first(db: Database) -> None:
    """The first shape of the ledger."""
    for statement in M001:
        db.execute(statement)


@MIGRATIONS()
def m002_standing(db: Database) -> None:
    """Checklists, and findings that belong to an entry and not to what arrived."""
    for statement in M002:
        db.execute(statement)


@MIGRATIONS()
def m003_links(db: Database) -> None:
    """What opens a link."""
    db.execute("ALTER TABLE submission_files ADD COLUMN code TEXT")


@MIGRATIONS()
def m004_quoted_links(db: Database) -> None:
    """Links in a mail that is only quoted: nobody waits for their bytes."""
    db.execute(
        "ALTER TABLE submission_files ADD COLUMN old INTEGER NOT NULL DEFAULT 0 "
        "CHECK (old IN (0, 1))"
    )


@MIGRATIONS()
def m005_looks(db: Database) -> None:
    """What packets and pictures show, and which videos look alike."""
    for statement in M005:
        db.execute(statement)


@MIGRATIONS()
def m006_record(db: Database) -> None:
    """Who changed which row when, sealed; rows and events from before are taken into it."""
    for statement in trail.RECORD:
        db.execute(statement)
    act = db.execute("SELECT max(id) FROM acts").fetchone()[0]
    if act is not None:
        db.execute("INSERT INTO pen (id, act) VALUES (1, ?)", [act])
        trail.adopt(db)
        db.execute("DELETE FROM pen")
        seal(db, act)
    trail.lay(db)


@MIGRATIONS()
def m007_views(db: Database) -> None:
    """Views for other programs."""
    for statement in statements():
        db.execute(statement)


@MIGRATIONS()
def m008_corrections(db: Database) -> None:
    """What persons correct: parts of the title, works put together, late ones let in."""
    for statement in M008:
        db.execute(statement)


@MIGRATIONS()
def m009_claims(db: Database) -> None:
    """Who is looking at what."""
    db.execute(claims.TABLE)


@MIGRATIONS()
def m010_board(db: Database) -> None:
    """What the board counts."""
    for statement in M010:
        db.execute(statement)


@MIGRATIONS()
def m011_current(db: Database) -> None:
    """The way from a submission to the entry whose current version it is: without it SQLite looks
    through all entries for each submission that comes after its entry, or is taken back."""
    db.execute("CREATE INDEX entries_by_current ON entries (current)")


def newer(db: Database) -> list[str]:
    """Migrations that a newer version of the program has applied."""
    known = {migration.name for migration in MIGRATIONS._migrations}
    return [m.name for m in MIGRATIONS.applied(db) if m.name not in known]
