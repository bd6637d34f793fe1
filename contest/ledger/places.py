"""Where in the ledger the fields of a query are, as SQL on an entry ``e`` and its current version
``s``. It is all of this package's own; what people ask for is bound."""

# ruff: noqa: S608  # as it says above

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

FROM: Final = "entries e JOIN submissions s ON s.id = e.current"


class Place(NamedTuple):
    """Where a field's values are: as expressions on entry ``e`` and its current version ``s``, or
    as rows of ``source``, whose ``number`` is an entry's. ``key`` says that a value is kept as it
    is compared; ``rough`` is a cheap text that holds the value. ``least`` and ``most`` are SQL of
    the entry's own number for an order."""

    values: tuple[str, ...]
    source: str = ""
    number: str = ""
    key: bool = False
    rough: str = ""
    order: str = ""


def _videos(what: str) -> str:
    return (
        f"(SELECT max({what}) FROM submission_files f JOIN media m ON m.sha256 = f.sha256 "
        "WHERE f.submission = e.current AND f.video = 1)"
    )


_MEDIA = (
    "media m CROSS JOIN submission_files f ON f.sha256 = m.sha256 AND f.video = 1 "
    "JOIN submissions v ON v.id = f.submission JOIN entries o ON o.id = v.entry "
    "AND o.current = v.id"
)
FILM = (
    "submission_files f JOIN media m ON m.sha256 = f.sha256 "
    "WHERE f.submission = e.current AND f.video = 1"
)
FILMED: Final = frozenset({"duration", "width", "height", "codec"})
_FILES = (
    "submission_files f JOIN submissions v ON v.id = f.submission "
    "JOIN entries o ON o.id = v.entry AND o.current = v.id"
)
FINDINGS: Final = (
    "(SELECT o.id AS entry, f.code, f.severity FROM findings f CROSS JOIN submissions v "
    "ON v.id = f.submission CROSS JOIN entries o ON o.id = v.entry WHERE v.id = o.current "
    "OR v.kind IN ('correction', 'withdrawal') OR f.code IN ('S209', 'S210') UNION ALL "
    "SELECT n.entry, n.code, n.severity FROM entry_findings n) n"
)
"""What lists show of an entry: the findings of its current version, of what waits for a person,
and of the entry itself."""
FINDINGS_OF: Final = (
    "SELECT f.code, f.severity FROM submissions v JOIN findings f ON f.submission = v.id "
    "WHERE v.entry = e.id AND (v.id = e.current OR v.kind IN ('correction', 'withdrawal') "
    "OR f.code IN ('S209', 'S210')) UNION ALL "
    "SELECT n.code, n.severity FROM entry_findings n WHERE n.entry = e.id"
)
"""The same of one entry."""
_LINKS = "(f.kind = 'link' AND f.sha256 IS NULL AND NOT f.old)"


def _part(name: str) -> Place:
    """A part of the title that is a column of its own."""
    return Place((f"e.{name}",), rough="e.fields")


PLACES: Final[Mapping[str, Place]] = MappingProxyType({
    "entry": Place(("e.id",)),
    "status": Place(("e.status",)),
    "decided": Place(("e.decided",)),
    "form": _part("form"),
    "category": _part("category"),
    "topic": _part("topic"),
    "department": _part("department"),
    "work": Place(("e.work_key",), key=True),
    "author": Place(("e.author_key",), key=True),
    "title": Place(("s.title",)),
    "sender": Place(("s.sender_name", "s.sender_address")),
    "channel": Place(("s.channel",)),
    "received": Place(("julianday(s.received_at)",)),
    "late": Place(("s.late_by",)),
    "versions": Place(
        ("v.number",),
        "(SELECT entry, count(*) AS number FROM submissions WHERE version IS NOT NULL "
        "GROUP BY entry) v", "v.entry",
        order="(SELECT count(*) FROM submissions v WHERE v.entry = e.id "
        "AND v.version IS NOT NULL)"),
    "kind": Place(("v.kind",), "submissions v", "v.entry"),
    "duration": Place(("m.duration",), _MEDIA, "o.id",
                      order=f"coalesce({_videos('m.duration')}, s.duration)"),
    "width": Place(("m.width",), _MEDIA, "o.id", order=_videos("m.width")),
    "height": Place(("m.height",), _MEDIA, "o.id", order=_videos("m.height")),
    "codec": Place(("m.video_codec", "m.audio_codec"), _MEDIA, "o.id",
                   order=_videos("m.video_codec")),
    "size": Place(("f.size",), f"{_FILES} AND f.video = 1 AND NOT f.old", "o.id",
                  order="(SELECT max(f.size) FROM submission_files f "
                  "WHERE f.submission = e.current AND f.video = 1 AND NOT f.old)"),
    "code": Place(("n.code",), FINDINGS, "n.entry"),
    "severity": Place(("n.severity",), FINDINGS, "n.entry"),
    "award": Place(("a.prize",), "awards a", "a.entry",
                   order="(SELECT min(a.rank) FROM awards a WHERE a.entry = e.id "
                   "AND a.revoked_at IS NULL)"),
    "links": Place(
        ("l.number",),
        f"(SELECT o.id AS entry, count(*) AS number FROM {_FILES} WHERE {_LINKS} GROUP BY o.id) l",
        "l.entry",
        order=f"(SELECT count(*) FROM submission_files f WHERE f.submission = e.current "
        f"AND {_LINKS})"),
    "tick": Place(("json_extract(n.args, '$.name')",), "entry_findings n", "n.entry"),
})  # fmt: skip
ALSO: Final = MappingProxyType({"award": "a.revoked_at IS NULL", "tick": "n.code = 'F107'"})
"""Which rows of a source count."""
ELSE: Final = MappingProxyType({"duration": "s.duration"})
"""Values on the entry itself besides those of the source."""

COLUMNS: Final[Mapping[str, str]] = MappingProxyType({
    "entry": "e.id",
    "status": "e.status",
    "decided": "e.decided",
    **{name: f"e.{name}" for name in ("form", "category", "work", "author", "department", "topic")},
    "title": "s.title",
    "sender": "coalesce(nullif(s.sender_name, ''), s.sender_address)",
    "channel": "s.channel",
    "received": "s.received_at",
    "late": "s.late_by",
    "kind": "(SELECT json_group_array(kind) FROM (SELECT DISTINCT kind FROM submissions v "
            "WHERE v.entry = e.id ORDER BY kind))",
    **{name: PLACES[name].order
       for name in ("versions", "duration", "width", "height", "codec", "size", "links")},
    "code": f"(SELECT json_group_array(code) FROM (SELECT DISTINCT code FROM ({FINDINGS_OF}) "
            "ORDER BY code))",
    "severity": f"(SELECT json_group_array(severity) FROM (SELECT DISTINCT severity "
                f"FROM ({FINDINGS_OF}) ORDER BY severity))",
    "award": "(SELECT json_group_array(prize) FROM (SELECT prize FROM awards a "
             "WHERE a.entry = e.id AND a.revoked_at IS NULL ORDER BY a.id))",
    "tick": "(SELECT json_group_array(name) FROM (SELECT json_extract(n.args, '$.name') AS name "
            "FROM entry_findings n WHERE n.entry = e.id AND n.code = 'F107' ORDER BY n.position))",
})  # fmt: skip
"""Column → SQL on entry and current version; the names are those of a query's fields."""

LISTS: Final = frozenset({"kind", "code", "severity", "award", "tick"})
"""Columns that hold a JSON array."""


def part(name: str) -> str:
    """SQL of the part of a title whose name is this place-holder's value."""
    return f"(SELECT p.value FROM json_each(e.fields) p WHERE p.key = {name})"
