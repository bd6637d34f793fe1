"""Alike: which entries may be one work, what persons say of it, and pictures to judge by."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from contest.desk.folder import Folder
from contest.errors import UsageError
from contest.ledger import alike, looks, query
from contest.ledger.alike import Pair
from contest.ledger.query import EntryRow
from contest.ledger.standing import refresh_all

if TYPE_CHECKING:
    from contest.ledger.record import Act
    from contest.ledger.store import Store
    from contest.media.likeness.fingerprint import Fingerprint

MOST_SOUNDS = 2_000
"""Videos whose sound is compared at most, the latest first: each pair takes a millisecond."""


class Alike(NamedTuple):
    """Two entries that look alike, and the picture that lays what they share side by side."""

    pair: Pair
    one: EntryRow
    other: EntryRow
    picture: Path | None = None


class Shelf:
    """The fingerprints of all videos that were looked at, filled from the ledger as it goes: what
    another program keeps meanwhile is seen too."""

    def __init__(self) -> None:
        from contest.media.likeness.index import Index

        self._index = Index()
        self._sounds: dict[str, bytes] = {}
        self._place = 0

    def put(self, store: Store, sha256: str) -> None:
        """Compare a video that was just kept with all others and keep what it shares."""
        with store.write() as db:
            own = None
            for kept in looks.prints_after(db, self._place):
                self._place = kept.place
                if kept.sha256 == sha256:
                    own = kept
                else:
                    self._add(kept)
            if own is not None:
                looks.keep_likenesses(db, sha256, self._found(own))

    def _add(self, kept: looks.Kept) -> None:
        pictures = _fingerprint(kept.pictures)
        if pictures is not None:
            self._index.add(kept.sha256, pictures)
        if kept.sound:
            self._sounds.pop(kept.sha256, None)
            self._sounds[kept.sha256] = kept.sound

    def _found(self, own: looks.Kept) -> list[looks.Likely]:
        found: dict[str, looks.Likely] = {}
        pictures = _fingerprint(own.pictures)
        for other, like in self._index.search(pictures) if pictures is not None else ():
            if other != own.sha256:
                found.setdefault(other, looks.Likely(
                    other, "pictures", like.share_one, like.share_other, like.start_one,
                    like.start_other, like.mirrored, like.pairs,
                ))  # fmt: skip
        heard = [each for each in self._sounding(own) if each.other not in found]
        self._add(own)
        return [*found.values(), *heard]

    def _sounding(self, own: looks.Kept) -> list[looks.Likely]:
        from contest.media.likeness.sound import compare_sound

        found = []
        for other, sound in islice(reversed(self._sounds.items()), MOST_SOUNDS):
            if other == own.sha256 or not own.sound:
                continue
            with suppress(ValueError):
                like = compare_sound(own.sound, sound)
                if like is not None:
                    at, its_at = max(0.0, -like.offset), max(0.0, like.offset)
                    found.append(
                        looks.Likely(other, "sound", like.share_one, like.share_other, at, its_at)
                    )
        return found


def _fingerprint(data: bytes | None) -> Fingerprint | None:
    """The pictures' fingerprint; None for one that another version of the program wrote."""
    from contest.media.likeness.fingerprint import Fingerprint

    try:
        return Fingerprint.from_bytes(data) if data else None
    except ValueError:
        return None


def pairs(folder: Folder, entry: int | None = None, *, draw: bool = False) -> list[Alike]:
    """The entries that look alike, each two once, those of one ``entry`` seen from its side; with
    ``draw`` what they share is laid side by side.

    Raises: UsageError for an unknown entry, ToolError without an ffmpeg where it is to draw.
    """
    from contest.desk.drawn import draw_pair

    with folder.ledger() as store, store.read() as db:
        if entry is not None and not list(query.entries(db, only=entry)):
            raise UsageError("There is no entry {entry}.", entry=entry)
        found = alike.pairs(db, entry)
        if entry is None:
            found = [pair for pair in found if pair.entry < pair.twin.entry]
        numbers = dict.fromkeys(n for pair in found for n in (pair.entry, pair.twin.entry))
        rows = {n: row for n in numbers for row in query.entries(db, only=n)}
    result = []
    for pair in found:
        one, other = rows[pair.entry], rows[pair.twin.entry]
        picture = draw_pair(folder, pair, (one, other)) if draw else None
        result.append(Alike(pair, one, other, picture))
    return result


def decide(folder: Folder, one: int, other: int, *, same: bool, reason: str, act: Act) -> bool:
    """Keep for good whether two entries are one work; False where that was said before. Raises
    RefusedError for an unknown entry."""
    with folder.ledger() as store, store.write(act) as db:
        changed = alike.decide(db, one, other, same=same, reason=reason, act=act)
        refresh_all(db, folder.rules)
        return changed
