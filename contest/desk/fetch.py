"""Fetch: new mail of the contest's mailbox, into the contest folder as it arrived."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from time import sleep
from typing import NamedTuple

from contest.desk.folder import Folder
from contest.errors import ContestError, SourceError
from contest.intake.clock import parse_date, zone_of
from contest.intake.imap import (
    Account,
    GoneError,
    Message,
    RenumberedError,
    Server,
    WithheldError,
    account_of,
)
from contest.intake.landing import Landed, Landing
from contest.vault import no_room

INBOX = "inbox"
"""Where fetched mail lies in a contest folder."""
BEFORE = timedelta(days=7)
"""How long before the opening mails of the contest may have come."""
READINGS = 2
"""How often a folder is read from the beginning in one run because it was numbered anew."""
NAMED = 5
"""Mails that are named, of those that the server refuses."""


class Fetched(NamedTuple):
    """A message that has come: from which folder of the account, under which numbering."""

    folder: str
    uidvalidity: int
    mail: Landed


class Coming(NamedTuple):
    """How far a folder is: messages and bytes that are still to come, as the server says."""

    folder: str
    messages: int
    size: int


class Read(NamedTuple):
    """A folder that is read to its end. ``older`` messages arrived before ``since`` and stayed
    there; ``gone`` were deleted meanwhile. ``path`` is where the mails lie."""

    folder: str
    path: Path
    fetched: int
    size: int
    older: int
    gone: int
    since: date | None


class Overlooked(NamedTuple):
    """A folder for junk that isn't fetched and holds messages, None if nobody knows how many."""

    folder: str
    messages: int | None


def mailbox_of(folder: Folder) -> Account:
    """The account that the rules name. Raises SourceError."""
    box = folder.rules.mailbox
    return account_of(box.user, box.host, box.port, box.security)


def since_of(folder: Folder, asked: str | None) -> date | None:
    """The day from which on mails are fetched: the day that was asked for, else a week before the
    contest opens, None for all of them. Raises ContestError."""
    zone = zone_of(folder.rules.contest.timezone)
    text = folder.rules.contest.opens if asked is None else asked
    if not text.strip():
        return None
    instant = parse_date(text, zone)
    if instant is None and asked is not None:
        raise ContestError(
            "“{value}” is no day that can be read; write --since 2025-08-01.", value=asked
        )
    if instant is None:
        return None
    return instant.date() if asked is not None else instant.date() - BEFORE


def fetch(
    folder: Folder,
    password: str,
    *,
    since: date | None,
    pause: Callable[[float], None] = sleep,
) -> Iterator[Fetched | Coming | Read | Overlooked]:
    """Bring what is new in the mailbox's folders. Yields each message when it is whole on the
    disk. Nothing changes at the server. Raises SourceError, ContestError."""
    account = mailbox_of(folder)
    box = folder.rules.mailbox
    refused: list[_Errand] = []
    with Server(account, password, pause=pause) as server:
        for name in box.folders:
            errand = yield from _read(folder, server, name, since)
            if errand.withheld:
                refused.append(errand)
        for name, junk in server.folders():
            if junk and name not in box.folders and (messages := server.holds(name)) != 0:
                yield Overlooked(name, messages)
    if refused:
        raise refused[0].complaint()


def _read(
    folder: Folder, server: Server, name: str, since: date | None
) -> Generator[Fetched | Coming | Read, None, _Errand]:
    """Read a folder to its end, from the beginning where everything in it got new numbers."""
    for _ in range(READINGS):
        errand = _Errand(folder, server, name, since)
        with suppress(RenumberedError):
            yield from errand.run()
            return errand
    raise SourceError(
        "{host} numbers “{folder}” anew again and again while it is read. What has come is kept; "
        "run the command again later.",
        host=server.account.host,
        folder=name,
    )


class _Errand:
    """One folder, read once."""

    def __init__(self, folder: Folder, server: Server, name: str, since: date | None) -> None:
        self.server, self.name, self.since = server, name, since
        self.opened = server.open(name)
        self.inbox = folder.path / INBOX
        self.zone = zone_of(folder.rules.contest.timezone)
        try:
            self.landing = Landing(self.inbox, server.account.user, name, self.opened.uidvalidity)
        except OSError as error:
            raise no_room(error, self.inbox) from error
        self.fetched = self.size = self.gone = 0
        self.withheld: list[WithheldError] = []

    def run(self) -> Iterator[Fetched | Coming | Read]:
        """Bring what is new. Raises RenumberedError."""
        try:
            with self.landing.alone() as alone:
                if not alone:
                    raise SourceError(
                        "Another contest fetch is reading “{folder}” now; wait until it has ended.",
                        folder=self.name,
                    )
                yield from self._run()
        except OSError as error:
            raise no_room(error, self.inbox) from error

    def _run(self) -> Iterator[Fetched | Coming | Read]:
        day = self.since.isoformat() if self.since else ""
        listed, sure = self.server.listed(self.landing.first(day))
        new = [m for m in listed if not _older(m, self.since, self.zone)]
        wanted = [m for m in new if m.uid not in self.landing.done]
        left = sum(message.size for message in wanted)
        yield Coming(self.name, len(wanted), left)
        for number, mail in enumerate(self._bring(wanted), 1):
            left -= min(left, mail.size)
            yield Fetched(self.name, self.opened.uidvalidity, mail)
            missed = self.gone + len(self.withheld)
            yield Coming(self.name, len(wanted) - number - missed, left)
        if listed and sure and not self.withheld:
            self.landing.through(listed[-1].uid, day)
        older = len(listed) - len(new)
        yield Read(
            self.name, self.landing.path, self.fetched, self.size, older, self.gone, self.since
        )

    def _bring(self, wanted: list[Message]) -> Iterator[Landed]:
        for message, pieces in self.server.bring(wanted, self._begun):
            try:
                mail = self.landing.keep(message.uid, pieces, message.internaldate)
            except GoneError:
                self.landing.forget(message.uid)
                self.gone += 1
                continue
            except WithheldError as error:
                self.withheld.append(error)
                continue
            self.fetched += 1
            self.size += mail.size
            yield mail

    def complaint(self) -> SourceError:
        """What is said of the mails that the server refuses."""
        numbers = [str(error.uid) for error in self.withheld]
        return SourceError(
            "{host} refuses to give mail {numbers} of “{folder}”: {reason}. All else is in {path}. "
            "Run the command again later, or save that mail by hand, and take everything in with "
            "contest track.",
            host=self.server.account.host,
            numbers=", ".join(numbers[:NAMED]) + (" …" if len(numbers) > NAMED else ""),
            folder=self.name,
            reason=self.withheld[0].reason,
            path=str(self.landing.path),
        )

    def _begun(self, message: Message) -> int:
        """Bytes of a message that an earlier run has brought."""
        try:
            return self.landing.part(message.uid).stat().st_size
        except FileNotFoundError:
            return 0


def _older(message: Message, since: date | None, zone: tzinfo) -> bool:
    """Whether a message arrived before the day; one whose date can't be read did not."""
    if since is None or message.internaldate is None:
        return False
    return message.internaldate < datetime.combine(since, time(), zone)
