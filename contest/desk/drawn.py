"""Drawn: a poster and a contact sheet of every entry, two entries side by side, in exports/.

Names are made of the entry's number and of a key that changes with the video and the caption: a
picture is never another's, and one that is no longer right goes when the right one comes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from contest.desk.folder import Folder
from contest.errors import SourceError
from contest.ledger.alike import Pair
from contest.ledger.query import EntryRow
from contest.media.drawing import (
    Caption,
    Shot,
    cell_width,
    contact_sheet,
    grab,
    side_by_side,
    titled_poster,
)
from contest.model import Media, Spans
from contest.quantities import length_text
from contest.vault import no_room, private

FOLDER: Final = "exports"
SHEETS, POSTERS, PAIRS = "sheets", "posters", "alike"

SHORT: Final = 12
"""Pictures on a sheet: three rows of four, two of six."""
LONG: Final = 24
"""The same for a video of more than LONGER seconds."""
LONGER: Final = 600.0

_WIDEST: Final = 1280
_PAIR_WIDTH: Final = 420


class Drawn(NamedTuple):
    """The pictures of an entry, as paths; None for one that is not there."""

    sheet: Path | None = None
    poster: Path | None = None


def drawn(folder: Folder, entry: EntryRow) -> Drawn:
    """The pictures of an entry that are there and still right."""
    found = [path if path.exists() else None for path in _places(folder, entry)]
    return Drawn(*found)


def draw(folder: Folder, entry: EntryRow) -> Drawn:
    """Make the pictures of an entry, unless they are there. A video that gives no picture gives no
    drawing.

    Raises: ToolError without an ffmpeg to run, ContestError where nothing can be written.
    """
    there = drawn(folder, entry)
    media = _shown(entry)
    if media is None or all(there):
        return there
    path = folder.vault.path(media.sha256 or "")
    sheet, poster = _places(folder, entry)
    caption, size = caption_of(entry), (media.width or 1, media.height or 1)
    try:
        if not there.sheet:
            shots = grab(path, moments(media.duration), width=cell_width(size), source=size)
            if shots:
                private(sheet.parent)
                contact_sheet(shots, caption, sheet)
                _clear(sheet)
        if not there.poster:
            at = telling(media.duration, media.look.black if media.look else ())
            shots = grab(path, [at], width=_WIDEST, source=size) or grab(
                path, [0.0], width=_WIDEST, source=size
            )
            if shots:
                private(poster.parent)
                titled_poster(shots[0], caption, poster)
                _clear(poster)
    except SourceError:
        return there  # doctor says that its bytes are gone
    except OSError as error:
        raise no_room(error, sheet.parent) from error
    return drawn(folder, entry)


def draw_pair(folder: Folder, pair: Pair, entries: tuple[EntryRow, EntryRow]) -> Path | None:
    """Lay what two entries share side by side and return where; None where there is nothing to
    show. Raises as ``draw``."""
    one, other = (_media(entry, sha) for entry, sha in zip(
        entries, (pair.video, pair.its_video), strict=True
    ))  # fmt: skip
    if one is None or other is None:
        return None
    times = pair.pairs or [(t, t) for t in moments(one.duration, 6)]
    captions = (caption_of(entries[0]), caption_of(entries[1]))
    key = _key(pair.video, pair.its_video, *captions, times)
    numbers = f"{entries[0].number:03}-{entries[1].number:03}"
    out = folder.path / FOLDER / PAIRS / f"{numbers}-{key}.jpg"
    if out.exists():
        return out
    try:
        rows = [
            _taken(folder.vault.path(m.sha256 or ""), m, [t[side] for t in times])
            for side, m in enumerate((one, other))
        ]
        # A moment at which one of the two gives no picture says nothing.
        both = sorted(rows[0].keys() & rows[1].keys())
        if not both:
            return None
        private(out.parent)
        side_by_side([rows[0][n] for n in both], [rows[1][n] for n in both], captions, out)
    except SourceError:
        return None
    except OSError as error:
        raise no_room(error, out.parent) from error
    _clear(out, numbers)
    return out


def caption_of(entry: EntryRow) -> Caption:
    """What stands over an entry's pictures."""
    get = entry.fields.get
    initial = (get("category") or "")[:1]
    number = f"{initial}-{entry.number:03}" if initial else f"{entry.number:03}"
    media = _shown(entry)
    length = length_text(media.duration) if media and media.duration else None
    line = " · ".join(filter(None, (get("author"), get("department"), length)))
    return Caption(number, get("work") or entry.title, line)


def moments(duration: float | None, count: int | None = None) -> list[float]:
    """Seconds spread evenly over a video, never its very beginning or end."""
    length = duration or 0.0
    count = count or (LONG if length > LONGER else SHORT)
    return [round(length * (n + 0.5) / count, 3) for n in range(count)]


def telling(duration: float | None, black: Spans) -> float:
    """Seconds at which a picture is likely to show something: a tenth of the video, after the
    black that may be there."""
    at = (duration or 0.0) / 10
    for start, end in black:
        if start <= at < end and end < (duration or 0.0):
            at = end
    return round(at, 3)


def _taken(path: Path, media: Media, times: Iterable[float]) -> dict[int, Shot]:
    """The pictures of a video at these times, by their place among them."""
    size = (media.width or 1, media.height or 1)
    found = {}
    for number, at in enumerate(times):
        shots = grab(path, [at], width=_PAIR_WIDTH, source=size)
        if shots:
            found[number] = shots[0]
    return found


def _shown(entry: EntryRow) -> Media | None:
    """The first video of an entry that shows anything."""
    return next((m for m in entry.media if m.width and m.height and m.sha256), None)


def _media(entry: EntryRow, sha256: str) -> Media | None:
    return next((m for m in entry.media if m.sha256 == sha256 and m.width and m.height), None)


def _places(folder: Folder, entry: EntryRow) -> tuple[Path, Path]:
    media = _shown(entry)
    key = _key(media.sha256 if media else None, caption_of(entry))
    name = f"{entry.number:03}-{key}.jpg"
    exports = folder.path / FOLDER
    return exports / SHEETS / name, exports / POSTERS / name


def _key(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _clear(right: Path, numbers: str | None = None) -> None:
    """Take away what was drawn of this entry (or pair) before."""
    numbers = numbers or right.name.partition("-")[0]
    for path in right.parent.glob(f"{numbers}-{'[0-9a-f]' * 8}.jpg"):
        if path != right:
            path.unlink(missing_ok=True)
