"""Prepare: what arrived, its bytes kept, its title read, its videos on their way to be measured."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contest.checks import Case
from contest.desk.validate import Desk
from contest.intake import Received
from contest.intake.base import is_whole
from contest.intake.terms import dated
from contest.ledger import links
from contest.ledger.known import Known
from contest.ledger.media import measured, stored_path
from contest.ledger.store import Store
from contest.media import Pool, measured_with
from contest.model import Fault, Media
from contest.vault import Vault

if TYPE_CHECKING:
    from contest.desk.look import Looker
    from contest.model import ReceivedFile


@dataclass(frozen=True, slots=True)
class Prepared:
    """A submission whose bytes are kept; its videos may still be being measured."""

    case: Case
    raw: tuple[str, int] | None
    kept: tuple[tuple[str, int], ...]
    videos: tuple[tuple[str, Media | Future[Media]], ...]


class Preparer:
    """Prepares the submissions of one run, its videos decoded too where there is a ``looker``."""

    def __init__(
        self, desk: Desk, store: Store, vault: Vault, pool: Pool, looker: Looker | None
    ) -> None:
        self.desk, self.store, self.vault = desk, store, vault
        self.pool, self.looker = pool, looker
        self.tools = measured_with()

    def prepare(self, received: Received, known: Known | None) -> Prepared:
        """Keep the bytes of a submission that the ledger may hold already. Raises OSError."""
        if known and known.internaldate:  # this copy of the mail may have come another way
            received = received._replace(submission=dated(received.submission, known.internaldate))
        raw = self.vault.put(received.raw(), received.digest) if received.raw else None
        files: list[ReceivedFile] = []
        kept: list[tuple[str, int]] = []
        faults = list(received.submission.faults)
        for file, content in zip(received.submission.files, received.contents, strict=True):
            if content is None:
                here = links.downloaded(self.store.db, file.url) if file.url else None
                files.append(file._replace(sha256=here[0], size=here[1]) if here else file)
                continue
            same = raw if content is received.raw else None  # a video without a mail
            sha256, size = same or self.vault.put(content())
            kept.append((sha256, size))
            files.append(file._replace(sha256=sha256, size=size))
            broken = Fault("S105", args={"name": file.name})
            if not is_whole(content) and broken not in faults:
                faults.append(broken)
        submission = received.submission._replace(files=tuple(files), faults=tuple(faults))
        videos = dict.fromkeys(f.sha256 for f in files if f.video and f.sha256)
        return Prepared(
            case=self.desk.case(submission),
            raw=raw,
            kept=tuple(kept),
            videos=tuple((sha256, self._measure(sha256)) for sha256 in videos),
        )

    def _measure(self, sha256: str) -> Media | Future[Media]:
        known = measured(self.store.db, sha256, self.tools)
        return known or self.pool.submit(self.vault.path(sha256), known=sha256)

    def measured(self, prepared: Prepared) -> tuple[Media, ...]:
        """What its videos turned out to be."""
        found = []
        for sha256, media in prepared.videos:
            done = media if isinstance(media, Media) else media.result()
            if self.looker is not None:
                done = self.looker.look(done, self.vault.path(sha256))
            found.append(done._replace(path=stored_path(sha256), sha256=sha256))
        return tuple(found)
