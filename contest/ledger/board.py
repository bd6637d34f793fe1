"""Where everything stands, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from contest.model import Aspect, Outcome


@dataclass(frozen=True, slots=True)
class Board:
    """Where everything stands: counts of submissions by kind, entries by status, outcomes by
    aspect, open links and awards by prize; and, as (source, title, kind), what belongs to no
    entry and waits for a person."""

    submissions: Mapping[str, int]
    entries: Mapping[str, int]
    aspects: Mapping[Aspect, Mapping[Outcome, int]]
    links: int
    awards: Mapping[str, int]
    loose: tuple[tuple[str, str, str], ...]


LOOSE = """
s.entry IS NULL AND (s.verdict = 'review' OR s.kind = 'unrelated' AND EXISTS (
  SELECT 1 FROM submission_files f WHERE f.submission = s.id AND f.video
))
"""
"""Which submissions belong to no entry and wait for a person."""

_WEIGHTS = "SELECT severity FROM entry_findings f WHERE f.entry = e.id AND f.aspect = :aspect"


def board(db: Database) -> Board:
    """Where everything stands."""
    aspects: dict[Aspect, dict[Outcome, int]] = {}
    for aspect in Aspect:
        # Aspect names are our own enumeration.
        rows = db.execute(
            f"SELECT CASE WHEN 'error' IN ({_WEIGHTS}) THEN 'fail' "  # noqa: S608  # see above
            f"WHEN 'review' IN ({_WEIGHTS}) AND s.{aspect.value} != 'fail' THEN 'open' "
            f"ELSE s.{aspect.value} END, count(*) FROM entries e "
            "JOIN submissions s ON s.id = e.current GROUP BY 1",
            {"aspect": aspect.value},
        )
        aspects[aspect] = {Outcome(name): number for name, number in rows}
    return Board(
        submissions=dict(
            db.execute("SELECT kind, count(*) FROM submissions GROUP BY 1").fetchall()
        ),
        entries=dict(
            db.execute(
                "SELECT status, count(*) FROM entries WHERE merged IS NULL GROUP BY 1"
            ).fetchall()
        ),
        aspects=aspects,
        links=db.execute(
            "SELECT count(*) FROM entries e JOIN submission_files f ON f.submission = e.current "
            "WHERE f.kind = 'link' AND f.sha256 IS NULL AND NOT f.old"
        ).fetchone()[0],
        awards=dict(
            db.execute(
                "SELECT prize, count(*) FROM awards WHERE revoked_at IS NULL GROUP BY 1"
            ).fetchall()
        ),
        loose=tuple(
            db.execute(
                # The condition is a constant.
                f"SELECT source, title, kind FROM submissions s WHERE {LOOSE} ORDER BY id"  # noqa: S608  # see above
            ).fetchall()
        ),
    )
