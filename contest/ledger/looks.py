"""What decoding showed of videos, kept because it takes long; and which of them look alike."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from contest.checks import judge_media
from contest.checks.weigh import verdict, worsened
from contest.ledger.current import settle
from contest.ledger.edits import held
from contest.ledger.lean import Database
from contest.ledger.media import media_at, stored_path
from contest.ledger.record import Act, event
from contest.ledger.rows import finding_row, read_finding
from contest.model import Aspect, Look, Media, Outcome
from contest.model.plain import plain, shaped
from contest.rules import Rulebook


class Unseen(NamedTuple):
    """A video of an entry's current version that nobody has looked at so deeply yet; ``name`` is
    the one that it came by, ``category`` what its title claims."""

    entry: int
    name: str
    category: str | None
    media: Media


class Kept(NamedTuple):
    """The fingerprints of a video; ``place`` counts up, whenever one is kept."""

    place: int
    sha256: str
    pictures: bytes | None
    sound: bytes | None


class Likely(NamedTuple):
    """Another video that shares something with this one: how ("pictures", "sound"), the shares of
    this and of the other, seconds at which it begins, pairs of seconds of the same picture."""

    other: str
    how: str
    mine: float
    its: float
    at: float
    its_at: float
    mirrored: bool = False
    pairs: tuple[tuple[float, float], ...] = ()


_UNSEEN = """
SELECT e.id, f.name, e.category, f.sha256 FROM entries e
JOIN submission_files f ON f.submission = e.current AND f.video = 1
JOIN media m ON m.sha256 = f.sha256 AND m.width > 0
LEFT JOIN looks l ON l.sha256 = f.sha256
  AND l.tools = :tools AND (l.depth = 'full' OR l.depth = :depth)
WHERE e.status NOT IN ('withdrawn', 'disqualified') AND (:again OR l.sha256 IS NULL)
GROUP BY f.sha256 ORDER BY min(e.id), f.position
"""


def unseen(db: Database, depth: str, tools: str, *, again: bool = False) -> list[Unseen]:
    """The videos to look at, each once, in order of number; with ``again`` also those that were
    looked at before."""
    rows = db.execute(_UNSEEN, {"depth": depth, "tools": tools, "again": again}).fetchall()
    found = [(*row[:3], media_at(db, row[3])) for row in rows]
    return [Unseen(entry, name, cat, media) for entry, name, cat, media in found if media]


def known_look(db: Database, sha256: str, depth: str, tools: str) -> Look | None:
    """What a look at least so deep has shown with these ``tools``."""
    row = db.execute(
        "SELECT look FROM looks WHERE sha256 = ? AND tools = ? AND depth IN ('full', ?)",
        [sha256, tools, depth],
    ).fetchone()
    return shaped(Look, json.loads(row[0])) if row else None


def keep_look(
    db: Database, sha256: str, look: Look, tools: str, prints: tuple[bytes | None, bytes | None]
) -> bool:
    """Keep what was seen, with the fingerprints of pictures and sound; False where more is known
    already: a glance never takes the place of a whole look."""
    row = db.execute("SELECT depth FROM looks WHERE sha256 = ?", [sha256]).fetchone()
    if row is not None and row[0] == "full" != look.depth:
        return False
    pictures, sound = prints
    db.execute(
        "INSERT OR REPLACE INTO looks (sha256, look, tools, pictures, sound) "
        "VALUES (?, ?, ?, ?, ?)",
        [sha256, json.dumps(plain(look), ensure_ascii=False), tools, pictures, sound],
    )
    return True


def prints_after(db: Database, place: int) -> Iterator[Kept]:
    """The fingerprints that were kept after this place, in order."""
    rows = db.execute(
        "SELECT rowid, sha256, pictures, sound FROM looks "
        "WHERE rowid > ? AND coalesce(pictures, sound) IS NOT NULL ORDER BY rowid",
        [place],
    )
    return (Kept(*row) for row in rows.fetchall())


def keep_likenesses(db: Database, sha256: str, found: Iterable[Likely]) -> None:
    """Keep what this video shares with others, in the place of what was known of it."""
    db.execute("DELETE FROM likenesses WHERE one = ? OR other = ?", [sha256, sha256])
    for other, how, mine, its, at, its_at, mirrored, pairs in found:
        one, two = (sha256, mine, at), (other, its, its_at)
        if sha256 > other:
            one, two = two, one
            pairs = tuple((b, a) for a, b in pairs)
        db.execute(
            "INSERT OR REPLACE INTO likenesses (one, other, how, share_one, share_other, "
            "start_one, start_other, mirrored, pairs) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [one[0], two[0], how, one[1], two[1], one[2], two[2], int(mirrored),
             json.dumps(pairs)],
        )  # fmt: skip


_WITH = """
SELECT DISTINCT s.id, s.entry, s.fields ->> 'category', s.verdict FROM submissions s
JOIN submission_files f ON f.submission = s.id AND f.video = 1 WHERE f.sha256 = ? ORDER BY s.id
"""


def judge_anew(db: Database, sha256: str, rules: Rulebook, act: Act) -> None:
    """Hold a video against the rules again, wherever it was handed in: more is known of it now.
    What else is to say of those submissions stays."""
    media = media_at(db, sha256)
    if media is None:
        return
    for number, entry, written, before in db.execute(_WITH, [sha256]).fetchall():
        category = held(db, number).get("category", written)
        report = judge_media(media._replace(path=stored_path(sha256)), rules, category)
        rows = [finding_row(finding) for finding in report.findings]
        if rows == _rows(db, number, sha256):
            continue
        db.execute("DELETE FROM findings WHERE submission = ? AND file = ?", [number, sha256])
        (place,) = db.execute(
            "SELECT coalesce(max(position) + 1, 0) FROM findings WHERE submission = ?", [number]
        ).fetchone()
        db.conn.executemany(
            "INSERT INTO findings (submission, position, file, code, severity, aspect, field, "
            '"start", "end", args, fix) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
            [(number, place + n, sha256, *row.values()) for n, row in enumerate(rows)],
        )
        after = _reweigh(db, number)
        if after != before:
            event(
                db, act, "judged anew", entry=entry, submission=number,
                before={"verdict": before}, after={"verdict": after},
            )  # fmt: skip
        if entry is not None:
            settle(db, entry, earliest=rules.contest.versions == "earliest")


def _rows(db: Database, submission: int, sha256: str | None = None) -> list[dict[str, object]]:
    cursor = db.execute(
        'SELECT code, severity, aspect, field, "start", "end", args, fix FROM findings '
        "WHERE submission = :submission AND (:file IS NULL OR file = :file) ORDER BY position",
        {"submission": submission, "file": sha256},
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _reweigh(db: Database, submission: int) -> str | None:
    """Put a submission's state of the material and its verdict right; returns the verdict."""
    material, told = db.execute(
        "SELECT material, verdict FROM submissions WHERE id = ?", [submission]
    ).fetchone()
    findings = [read_finding(row) for row in _rows(db, submission)]
    # What was not asked before is not asked now; else it passes but for what was found.
    start = Outcome.NA if material == Outcome.NA else Outcome.PASS
    about = [finding for finding in findings if finding.aspect is Aspect.MATERIAL]
    material = worsened({Aspect.MATERIAL: start}, about)[Aspect.MATERIAL]
    new = None if told is None else verdict(findings).value
    db.execute(
        "UPDATE submissions SET material = ?, verdict = ? WHERE id = ?",
        [material.value, new, submission],
    )
    return new
