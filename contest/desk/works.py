"""works/: the videos of the current versions, as links under names that a person can read."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from contest.desk.folder import Folder
from contest.errors import UsageError
from contest.ledger import query
from contest.ledger.merged import merged_into
from contest.ledger.store import Store
from contest.vault import Vault, readable


class Work(NamedTuple):
    """A current video: whose it is, its name in works/, its bytes' hash."""

    entry: int
    name: str
    sha256: str


def works_of(store: Store) -> list[Work]:
    """Every current video under a name that a person can read; two of one name get a number."""
    found: dict[str, Work] = {}
    with store.read() as db:
        for entry, fields, name, sha256 in query.work_files(db):
            initial = (fields.get("category") or "")[:1]
            number = f"{initial}-{entry:03}" if initial else f"{entry:03}"
            suffix = Path(name.replace("\0", "")).suffix.lower()[:8]
            suffix = suffix if suffix[1:].isalnum() and suffix.isascii() else ""
            people = (fields.get("author"), fields.get("department"))
            work = fields.get("work") or Path(name.replace("\0", "")).stem
            plain = readable(number, work, people, suffix)
            link, count = plain, 2
            while link in found and found[link].sha256 != sha256:
                link = readable(f"{number}-{count}", work, people, suffix)
                count += 1
            found[link] = Work(entry, link, sha256)
    return list(found.values())


def refresh_works(store: Store, vault: Vault) -> None:
    """Make works/ show the current videos."""
    vault.link({work.name: work.sha256 for work in works_of(store)})


def playable(folder: Folder, entry: int) -> list[Path]:
    """The videos of an entry's current version in works/, of those that were measured as videos
    and are called so: nothing else is ever handed to another program. Raises UsageError for an
    unknown entry, or one without any."""
    from contest.media import VIDEO_SUFFIXES

    with folder.ledger() as store:
        with store.read() as db:
            entry = merged_into(db, entry) or entry
            rows = list(query.entries(db, only=entry))
        if not rows:
            raise UsageError("There is no entry {entry}.", entry=entry)
        refresh_works(store, folder.vault)
        shows = {media.sha256 for media in rows[0].media if media.width}
        found = [
            folder.vault.works / work.name
            for work in works_of(store)
            if work.entry == entry
            and work.sha256 in shows
            and Path(work.name).suffix in VIDEO_SUFFIXES
        ]
    if not found:
        raise UsageError("Entry {entry} has no video that can be played.", entry=entry)
    return found
