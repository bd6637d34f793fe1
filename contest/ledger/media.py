"""What was measured of videos: rows of media and looks, and back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from contest.ledger.lean import Database
from contest.model import Details, Fault, Look, Media
from contest.model.plain import plain, shaped

Row = Mapping[str, Any]

_AT = """
SELECT m.*, f.size AS bytes, l.look AS look
FROM media m JOIN files f ON f.sha256 = m.sha256 LEFT JOIN looks l ON l.sha256 = m.sha256
WHERE m.sha256 = ?
"""
_MEASURED = f"{_AT} AND m.tools = ?"
_OF_ALL = """
SELECT s.submission, m.*, f.size AS bytes, l.look AS look FROM submission_files s
JOIN media m ON m.sha256 = s.sha256 JOIN files f ON f.sha256 = m.sha256
LEFT JOIN looks l ON l.sha256 = m.sha256
WHERE s.submission IN (SELECT value FROM json_each(?)) AND s.video = 1
GROUP BY s.submission, m.sha256 ORDER BY s.submission, min(s.position)
"""


def media_row(media: Media, tools: str) -> dict[str, object]:
    """The columns of a file that was measured with ``tools``."""
    faults = [
        {"code": f.code, "field": f.field, "start": f.start, "end": f.end, "args": dict(f.args)}
        for f in media.faults
    ]
    return {
        "sha256": media.sha256,
        "container": media.container,
        "duration": media.duration,
        "declared": media.declared,
        "width": media.width,
        "height": media.height,
        "rotation": media.rotation,
        "frame_rate": str(media.frame_rate) if media.frame_rate else None,
        "video_codec": media.video_codec,
        "audio_codec": media.audio_codec,
        "audio_channels": media.audio_channels,
        "bit_rate": media.bit_rate,
        "faults": json.dumps(faults, ensure_ascii=False),
        "details": json.dumps(plain(media.details), ensure_ascii=False),
        "tools": tools,
    }


def read_media(row: Row, path: str, size: int | None) -> Media:
    """A measured file from its row, with what decoding showed of it where the row has that."""
    return Media(
        path=path,
        sha256=row["sha256"],
        size=size,
        container=row["container"],
        duration=row["duration"],
        declared=row["declared"],
        width=row["width"],
        height=row["height"],
        rotation=row["rotation"],
        frame_rate=Fraction(row["frame_rate"]) if row["frame_rate"] else None,
        video_codec=row["video_codec"],
        audio_codec=row["audio_codec"],
        audio_channels=row["audio_channels"],
        bit_rate=row["bit_rate"],
        faults=tuple(Fault(**fault) for fault in json.loads(row["faults"])),
        details=shaped(Details, json.loads(row["details"])),
        look=shaped(Look, json.loads(row["look"])) if row["look"] else None,
    )


def measured(db: Database, sha256: str, tools: str) -> Media | None:
    """What was measured with these ``tools`` of the file with this hash before, or None. A probe
    that failed is no measurement: what killed it may have been this machine's bad moment."""
    media = next(_media(db, _MEASURED, [sha256, tools]), None)
    if media is None:
        return None
    return None if any(fault.code == "M118" for fault in media.faults) else media


def media_at(db: Database, sha256: str) -> Media | None:
    """What was measured of the file with this hash, with whatever tools."""
    return next(_media(db, _AT, [sha256]), None)


def media_of_all(db: Database, submissions: Sequence[int]) -> dict[int, tuple[Media, ...]]:
    """The measured files of these submissions, in order, each once."""
    found: dict[int, list[Media]] = {}
    for row in _named(db, _OF_ALL, [json.dumps(submissions)]):
        media = read_media(row, stored_path(row["sha256"]), row["bytes"])
        found.setdefault(row["submission"], []).append(media)
    return {number: tuple(media) for number, media in found.items()}


def _media(db: Database, sql: str, values: list[object]) -> Iterator[Media]:
    for row in _named(db, sql, values):
        yield read_media(row, stored_path(row["sha256"]), row["bytes"])


def _named(db: Database, sql: str, values: list[object]) -> list[Row]:
    cursor = db.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, found, strict=True)) for found in cursor.fetchall()]


def stored_path(sha256: str) -> str:
    """A file's path inside the contest folder."""
    return f"files/{sha256[:2]}/{sha256}"
