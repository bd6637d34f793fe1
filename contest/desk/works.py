"""works/: the videos of the current versions, as links under names that a person can read."""

from __future__ import annotations

from pathlib import Path

from contest.ledger import query
from contest.ledger.store import Store
from contest.vault import Vault, readable


def refresh_works(store: Store, vault: Vault) -> None:
    """Links with readable names to every current video; two of one name get a number."""
    wanted: dict[str, str] = {}
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
            while link in wanted and wanted[link] != sha256:
                link = readable(f"{number}-{count}", work, people, suffix)
                count += 1
            wanted[link] = sha256
    vault.link(wanted)
