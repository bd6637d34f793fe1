"""The folders of a mailbox: opening one, listing what it holds, and fetching that in stretches."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice, takewhile
from typing import NoReturn

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from contest.errors import SourceError
from contest.intake.imap.account import Account
from contest.intake.imap.answers import (
    GoneError,
    Message,
    Opened,
    RenumberedError,
    WithheldError,
    body_of,
    folders_of,
    held,
    message_of,
    opened,
)
from contest.intake.imap.connection import CHUNK, DROPS, Connection, DeniedError
from contest.intake.imap.reasons import reason

LISTED, LISTED_AT_LEAST = 500, 20
"""Messages whose dates and sizes are asked for at once, and on a line that breaks."""
TOGETHER = 100
"""Small messages that are asked for at once, at most."""
STUBBORN = 3
"""Messages in a row that a server refuses before it is asked for no more."""


class Server:
    """A mailbox, over as many connections as it takes.

    ``pause`` waits so many seconds between two connections. What is raised is a SourceError unless
    a method says more; RenumberedError may come from all that read an open folder.
    """

    def __init__(
        self, account: Account, password: str, *, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self.account = account
        self._line = Connection(account, password, pause=pause, resume=self._resume)
        self._folder: Opened | None = None
        self._withheld = 0

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()

    def folders(self) -> list[tuple[str, bool]]:
        """All folders that can hold mail, and whether each is for junk. None is open any more."""
        self._folder = None
        try:
            return self._line.ask(lambda client: folders_of(client.list_folders()))
        except DeniedError as error:
            raise SourceError(
                "{host} doesn't say which folders {user} has: {reason}. What has come is kept; run "
                "the command again later.",
                host=self.account.host,
                user=self.account.user,
                reason=str(error),
            ) from error

    def holds(self, folder: str) -> int | None:
        """How many messages a folder holds, without opening it; None if the server won't say."""
        try:
            return self._line.ask(lambda client: held(client, folder))
        except DeniedError:
            return None

    def open(self, folder: str) -> Opened:
        """Open a folder for reading alone."""
        self._folder = None
        try:
            self._folder = self._line.ask(lambda client: opened(client, folder))
        except DeniedError as error:
            try:
                names = [name for name, _ in self.folders()]
            except SourceError:
                names = [folder]
            if folder in names:
                self._shut(folder, error)
            raise SourceError(
                "{user} has no folder “{folder}” that can be opened ({reason}). It has: {folders}.",
                user=self.account.user,
                folder=folder,
                reason=str(error),
                folders="、".join(names),
            ) from error
        return self._folder

    def _resume(self, client: IMAPClient) -> None:
        """Open on a new connection the folder that was open. Raises RenumberedError."""
        if self._folder is None:
            return
        try:
            again = opened(client, self._folder.folder)
        except DROPS:
            raise
        except IMAPClientError as error:
            self._shut(self._folder.folder, DeniedError(reason(error)))
        if again.uidvalidity != self._folder.uidvalidity:
            raise RenumberedError(again.folder)
        self._folder = again

    def _shut(self, folder: str, error: DeniedError) -> NoReturn:
        raise SourceError(
            "{host} doesn't open “{folder}”: {reason}. What has come is kept; run the command "
            "again later to go on.",
            host=self.account.host,
            folder=folder,
            reason=str(error),
        ) from error

    def _refused(self, error: DeniedError) -> NoReturn:
        raise SourceError(
            "{host} refuses to give the mail of “{folder}”: {reason}. What has come is kept; run "
            "the command again later to go on.",
            host=self.account.host,
            folder=self._folder.folder if self._folder else "",
            reason=str(error),
        ) from error

    def listed(self, first: int) -> tuple[list[Message], bool]:
        """The messages of the open folder from this UID on, in their order, and whether that is
        sure: numbers may shift where the connection breaks meanwhile."""
        if self._folder is None:
            return [], True
        found: dict[int, Message] = {}
        last, connections = self._folder.exists, self._line.made
        while last > 0:
            # Backwards by number, because NetEase searches in vain, "n:*" names the last message
            # even where its UID is below n, and IMAPClient 4 takes no ranges.
            try:
                asked, messages = self._line.ask(partial(self._metadata, last=last))
            except DeniedError as error:
                self._refused(error)
            found |= {message.uid: message for message in messages if message.uid >= first}
            if any(message.uid < first for message in messages):
                break
            last -= asked
        return [found[uid] for uid in sorted(found)], connections == self._line.made

    def _metadata(self, client: IMAPClient, *, last: int) -> tuple[int, list[Message]]:
        """The messages up to a number: how many were asked for, and what came."""
        asked = min(last, max(LISTED * self._line.step // CHUNK, LISTED_AT_LEAST))
        numbers = range(last - asked + 1, last + 1)
        client.use_uid = False
        try:
            answers = client.fetch(numbers, ["UID", "RFC822.SIZE", "INTERNALDATE"]).values()
        finally:
            client.use_uid = True
        return asked, [message_of(answer) for answer in answers if b"UID" in answer]

    def bring(
        self, messages: Iterable[Message], begun: Callable[[Message], int]
    ) -> Iterator[tuple[Message, Iterator[bytes]]]:
        """Each message with what is still to come of it, which raises GoneError where it was
        deleted and WithheldError where the server refuses it. ``begun`` says how many bytes of one
        an earlier run has brought. Small ones come several at once."""
        waiting = deque(messages)
        singly = 0
        while waiting:
            offset = begun(waiting[0])
            fresh: list[Message] = []
            if not singly:
                fresh = list(takewhile(lambda m: not begun(m), islice(waiting, TOGETHER)))
            try:
                bodies = self._line.ask(partial(self._several, waiting=fresh)) if fresh else {}
            except DeniedError:  # for the sake of one of them, maybe
                bodies, singly = {}, len(fresh)
            if bodies:
                self._withheld = 0
            for body in bodies.values():
                message = waiting.popleft()
                yield message, iter([body]) if body else self._pieces(message, 0)
            if not bodies:
                message = waiting.popleft()
                singly = max(singly - 1, 0)
                yield message, self._pieces(message, offset)

    def _several(
        self, client: IMAPClient, *, waiting: Iterable[Message]
    ) -> dict[int, bytes | None]:
        """The first of these messages in one answer, as many as a line that holds will bring at
        once and few where it has just broken; nothing where the first is too large for that."""
        uids: list[int] = []
        size = 0
        for message in waiting:
            size += message.size
            if message.size > self._line.step or (uids and size > 4 * self._line.step):
                break
            uids.append(message.uid)
        found = client.fetch(uids, ["BODY.PEEK[]"]) if uids else {}
        return {uid: body_of(found.get(uid, {})) for uid in uids}

    def _pieces(self, message: Message, offset: int) -> Iterator[bytes]:
        """The rest of a message from this place on. Servers are wrong about sizes: the end is where
        an answer falls short of what was asked for. Raises GoneError, WithheldError."""
        while True:
            try:
                asked, piece = self._line.ask(partial(self._piece, uid=message.uid, offset=offset))
            except DeniedError as error:
                self._withheld += 1
                if self._withheld >= STUBBORN:
                    self._refused(error)
                raise WithheldError(message.uid, str(error)) from error
            self._withheld = 0
            if piece is None and offset < max(message.size, 1):
                raise GoneError(message.uid)
            if not piece:
                return
            if len(piece) > asked and offset:
                raise SourceError(
                    "{host} gives more of a message than it was asked for; it can't be read in "
                    "pieces.",
                    host=self.account.host,
                )
            yield piece
            offset += len(piece)
            if len(piece) != asked and offset >= message.size:
                return

    def _piece(self, client: IMAPClient, *, uid: int, offset: int) -> tuple[int, bytes | None]:
        """How much was asked for, and what came; None where there is no such message."""
        asked = self._line.step
        answer = client.fetch([uid], [f"BODY.PEEK[]<{offset}.{asked}>"]).get(uid, {})
        return asked, body_of(answer)
