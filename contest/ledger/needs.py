"""What waits: for a person who decides, and for somebody who downloads before it is too late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from contest.ledger.reading import Look

FEW: Final = 5
"""Entries that are named, and links that expire next."""

Kind = Literal["review", "correction", "withdrawal", "tick", "alike", "award", "loose"]


class Need(NamedTuple):
    """What needs a person: how many, the first entries by number, the reasons as (code, number)
    with the most frequent first, and of what belongs to no entry the first as (source, title,
    kind)."""

    kind: Kind
    number: int
    entries: tuple[int, ...] = ()
    codes: tuple[tuple[str, int], ...] = ()
    loose: tuple[tuple[str, str, str], ...] = ()


class Soon(NamedTuple):
    """A link that expires, with the name of its file."""

    entry: int
    name: str
    expires_at: datetime


class Links(NamedTuple):
    """The open links: how many, the bytes that those of them state that can still be fetched, how
    many have expired, and those that do so next, the soonest first."""

    number: int = 0
    size: int = 0
    expired: int = 0
    soonest: tuple[Soon, ...] = ()


ALIKE: Final = ("S205", "S212", "S213", "S214", "S215")
"""Findings of entries that look like others."""
OPEN_TICK: Final = "F107"


def _quoted(*codes: str) -> str:
    """Codes of our own as a list in SQL."""
    return ", ".join(f"'{code}'" for code in codes)


_LINKS = """
WITH open AS MATERIALIZED (
  SELECT e.id AS entry, f.name, f.size, f.expires_at,
    julianday(f.expires_at) - julianday(:now) AS left
  FROM submission_files f
  JOIN submissions s INDEXED BY submissions_by_aspect ON s.id = f.submission
  JOIN entries e ON e.id = s.entry AND e.current = s.id
  WHERE f.kind = 'link' AND f.sha256 IS NULL AND f.url IS NOT NULL AND NOT f.old
    AND e.status NOT IN ('withdrawn', 'disqualified')
)
SELECT count(*), NULL, NULL,
  total(size) FILTER (WHERE left IS NULL OR left > 0), sum(left <= 0) FROM open
UNION ALL
SELECT * FROM (
  SELECT entry, name, expires_at, NULL, NULL FROM open WHERE left > 0 ORDER BY left LIMIT :few
)
"""


def links(db: Look, now: datetime) -> Links:
    """The open links of entries that take part."""
    (number, _, _, size, expired), *soonest = db.execute(
        _LINKS, {"now": now.isoformat(), "few": FEW}
    )
    soon = (Soon(entry, name, datetime.fromisoformat(at)) for entry, name, at, _, _ in soonest)
    return Links(number, int(size), expired or 0, tuple(soon))


# What weighs on an entry in review: its current version, how it stands among all others, and what
# came to it later and is no version, or one of somebody else's. What is a need of its own is not
# told twice.
_REASONS = f"""
SELECT code, count(DISTINCT entry) FROM (
  SELECT e.id AS entry, f.code FROM entries e JOIN findings f ON f.submission = e.current
  WHERE e.status = 'review' AND f.severity = 'review'
  UNION ALL
  SELECT e.id, f.code FROM entries e JOIN entry_findings f ON f.entry = e.id
  WHERE e.status = 'review' AND f.severity = 'review'
    AND f.code NOT IN ({_quoted(OPEN_TICK, *ALIKE)})
  UNION ALL
  SELECT e.id, f.code FROM entries e JOIN submissions s ON s.entry = e.id AND s.id != e.current
  JOIN findings f ON f.submission = s.id AND f.code IN ('S209', 'S210')
  WHERE e.status = 'review'
    AND (SELECT d.decided FROM entries d WHERE d.id = s.entry) IS NULL
) GROUP BY code ORDER BY 2 DESC, 1
"""  # noqa: S608  # codes of our own
_WAITING = """
FROM submissions s JOIN entries e ON e.id = s.entry
WHERE s.kind = '{kind}' AND s.version IS NULL AND e.decided IS NULL
  AND e.status NOT IN ('withdrawn', 'disqualified')
"""
_OF_FINDINGS = """
FROM entry_findings f CROSS JOIN entries e ON e.id = f.entry
WHERE f.code IN ({codes}) AND f.severity IN ('error', 'review')
  AND e.status NOT IN ('withdrawn', 'disqualified')
"""
_SOURCES: Final[Mapping[Kind, str]] = {
    "review": "FROM entries e WHERE e.status = 'review'",
    "correction": _WAITING.format(kind="correction"),
    "withdrawal": _WAITING.format(kind="withdrawal"),
    "tick": _OF_FINDINGS.format(codes=_quoted(OPEN_TICK)),
    "alike": _OF_FINDINGS.format(codes=_quoted(*ALIKE)),
    "award": "FROM awards a JOIN entries e ON e.id = a.entry "
    "WHERE a.revoked_at IS NULL AND e.status != 'accepted'",
}
"""Where the entries of each need are found."""

LOOSE: Final = """
s.entry IS NULL AND (s.verdict = 'review' OR s.kind = 'unrelated' AND EXISTS (
  SELECT 1 FROM submission_files f WHERE f.submission = s.id AND f.video
))
"""
"""Which submissions belong to no entry and wait for a person."""

_LOOSE = f"FROM submissions s WHERE {LOOSE}"


def needs(db: Look) -> Iterator[Need]:
    """What needs a person; what needs none is left out."""
    for kind, source in _SOURCES.items():
        # Table names, kinds and codes are our own.
        found = f"SELECT DISTINCT e.id {source} ORDER BY e.id LIMIT ?"
        entries = tuple(row[0] for row in db.execute(found, [FEW]))
        if not entries:
            continue
        number = len(entries)
        if number == FEW:
            count = f"SELECT count(DISTINCT e.id) {source}"
            (number,) = db.execute(count).fetchone()
        codes = db.execute(_REASONS).fetchall() if kind == "review" else ()
        yield Need(kind, number, entries, tuple(codes))
    (loose,) = db.execute(f"SELECT count(*) {_LOOSE}").fetchone()
    if loose:
        first = f"SELECT source, title, kind {_LOOSE} ORDER BY s.id LIMIT ?"
        yield Need("loose", loose, loose=tuple(db.execute(first, [FEW]).fetchall()))
