"""A mailbox at an IMAP server: read only, in pieces, over as many connections as it takes.

RFC 9051 (IMAP4rev2), of which only what RFC 3501 has too is used, and RFC 2971 (ID), without which
NetEase's servers open no mailbox. Searching is left out: NetEase's finds nothing, and the dates of
IMAP's know neither time nor zone. Nothing that stands in a mail is ever sent to the server.
"""

from __future__ import annotations

import contextlib
import re
import ssl
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from ipaddress import ip_address
from itertools import islice, takewhile
from typing import Any, NamedTuple, TypeVar

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import (
    CapabilityError,
    IMAPClientAbortError,
    IMAPClientError,
    LoginError,
    ProtocolError,
)

from contest import __version__
from contest.errors import SourceError

CHUNK = 1 << 20
"""Bytes asked for at once: imaplib holds an answer in memory."""
SMALLEST = 4 << 10
"""The piece to which a line that breaks again and again brings it down."""
STEADY = 16
"""Pieces in a row that came whole before larger ones are tried."""
LISTED, LISTED_AT_LEAST = 500, 20
"""Messages whose dates and sizes are asked for at once, and on a line that breaks."""
TOGETHER = 100
"""Small messages that are asked for at once, at most."""
TRIES = 5
"""Connections in a row that brought nothing before a server is given up."""
PATIENCE = SocketTimeout(connect=20.0, read=60.0)
"""Seconds."""

_DROPS = (IMAPClientAbortError, ProtocolError, OSError)
"""What a connection that breaks, or an answer that ends in the middle, looks like."""

_HOSTS = {
    "163.com": "imap.163.com",
    "126.com": "imap.126.com",
    "yeah.net": "imap.yeah.net",
    "vip.163.com": "imap.vip.163.com",
    "vip.126.com": "imap.vip.126.com",
    "188.com": "imap.188.com",
    "qq.com": "imap.qq.com",
    "vip.qq.com": "imap.qq.com",
    "foxmail.com": "imap.qq.com",
    "sina.com": "imap.sina.com",
    "sina.cn": "imap.sina.cn",
    "sohu.com": "imap.sohu.com",
    "139.com": "imap.139.com",
    "189.cn": "imap.189.cn",
    "aliyun.com": "imap.aliyun.com",
    "gmail.com": "imap.gmail.com",
    "icloud.com": "imap.mail.me.com",
}
_BYTES = re.compile(r"b(['\"])(.*)\1", re.DOTALL)
_JUNK = re.compile(r"junk|spam|bulk|垃圾", re.IGNORECASE)

T = TypeVar("T")


class Account(NamedTuple):
    """Where a mailbox is; ``security`` is "tls", "starttls" or "none"."""

    user: str
    host: str
    port: int
    security: str


class Message(NamedTuple):
    """A message as the server lists it. ``size`` in bytes as the server says, which may be wrong;
    ``internaldate`` is None where it can't be read."""

    uid: int
    size: int
    internaldate: datetime | None


class Opened(NamedTuple):
    """A folder as it was opened, with so many messages. ``uidvalidity`` changes when the server
    numbers it anew."""

    folder: str
    uidvalidity: int
    exists: int


class GoneError(Exception):
    """A message was deleted while it was being read."""


class RenumberedError(Exception):
    """The server has numbered a folder anew while it was being read."""


def account_of(user: str, host: str, port: int | None, security: str) -> Account:
    """The account of these settings. Raises SourceError where no server is known for the address,
    or where a password would cross a network in the clear."""
    if not user:
        raise SourceError(
            "No mailbox is named: write user = 'NAME@163.com' under [mailbox] in contest.toml."
        )
    host = host or _HOSTS.get(user.rpartition("@")[2].lower(), "")
    if not host:
        raise SourceError(
            "The mail server of {user} isn't known: write host = '…' under [mailbox] in "
            "contest.toml.",
            user=user,
        )
    if security == "none" and not _here(host):
        raise SourceError(
            "Without tls the password would cross the network to {host} for everybody to read: "
            "write security = 'tls' under [mailbox].",
            host=host,
        )
    return Account(user, host, port or (993 if security == "tls" else 143), security)


class Server:
    """A mailbox that is asked until it answers: a connection that breaks is made anew.

    ``pause`` waits so many seconds between two connections. All errors but Renumbered are
    SourceErrors.
    """

    def __init__(
        self, account: Account, password: str, *, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self.account = account
        self._password = password
        self._pause = pause
        # Reading the system's certificates takes longer than the rest of a connection.
        self._context = None if account.security == "none" else ssl.create_default_context()
        self._client: IMAPClient | None = None
        self._folder: Opened | None = None
        self._failed = 0
        self._steady = 0
        self._known = False
        self.step = CHUNK
        self.connections = 0

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(Exception):
                client.logout()

    def folders(self) -> list[tuple[str, bool]]:
        """All folders that can hold mail, and whether each is for junk. None is open any more."""
        self._folder = None
        found = self._ask(lambda client: client.list_folders())
        return [
            (_text(name), b"\\Junk" in flags or bool(_JUNK.search(_text(name))))
            for flags, _, name in found
            if b"\\Noselect" not in flags
        ]

    def holds(self, folder: str) -> int:
        """How many messages a folder holds, without opening it."""
        found = self._ask(lambda client: client.folder_status(folder, ["MESSAGES"]))
        return int(found.get(b"MESSAGES", 0))

    def open(self, folder: str) -> Opened:
        """Open a folder for reading alone."""
        self._folder = None
        try:
            self._folder = self._ask(lambda client: _opened(client, folder))
        except IMAPClientError as error:
            raise SourceError(
                "{user} has no folder “{folder}” that can be opened ({reason}). It has: {folders}.",
                user=self.account.user,
                folder=folder,
                reason=_reason(error),
                folders="、".join(name for name, _ in self.folders()),
            ) from error
        return self._folder

    def listed(self, first: int) -> tuple[list[Message], bool]:
        """The messages of the open folder from this UID on, in their order, and whether that is
        sure: numbers may shift where the connection breaks meanwhile."""
        if self._folder is None:
            return [], True
        found: dict[int, Message] = {}
        last, connections = self._folder.exists, self.connections
        while last > 0:
            # Backwards by number, because NetEase searches in vain, "n:*" names the last message
            # even where its UID is below n, and IMAPClient 4 takes no ranges.
            asked, answers = self._ask(partial(self._metadata, last=last))
            messages = [_message(answer) for answer in answers.values() if b"UID" in answer]
            found |= {message.uid: message for message in messages if message.uid >= first}
            if any(message.uid < first for message in messages):
                break
            last -= asked
        return [found[uid] for uid in sorted(found)], connections == self.connections

    def _metadata(self, client: IMAPClient, *, last: int) -> tuple[int, Mapping[int, Any]]:
        """Dates and sizes of the messages up to a number: for how many, and what came."""
        asked = min(last, max(LISTED * self.step // CHUNK, LISTED_AT_LEAST))
        numbers = range(last - asked + 1, last + 1)
        client.use_uid = False
        try:
            return asked, client.fetch(numbers, ["UID", "RFC822.SIZE", "INTERNALDATE"])
        finally:
            client.use_uid = True

    def bring(
        self, messages: Iterable[Message], begun: Callable[[Message], int]
    ) -> Iterator[tuple[Message, Iterator[bytes]]]:
        """Each message with what is still to come of it, which raises GoneError where it was
        deleted. ``begun`` says how many bytes of one an earlier run has brought. Small ones come
        several at once."""
        waiting = deque(messages)
        while waiting:
            offset = begun(waiting[0])
            fresh = list(takewhile(lambda message: not begun(message), islice(waiting, TOGETHER)))
            bodies = self._ask(partial(self._several, waiting=fresh)) if fresh else {}
            for body in bodies.values():
                message = waiting.popleft()
                yield message, iter([body]) if body else self._pieces(message, 0)
            if not bodies:
                message = waiting.popleft()
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
            if message.size > self.step or (uids and size > 4 * self.step):
                break
            uids.append(message.uid)
        found = client.fetch(uids, ["BODY.PEEK[]"]) if uids else {}
        return {uid: _body(found.get(uid, {})) for uid in uids}

    def _pieces(self, message: Message, offset: int) -> Iterator[bytes]:
        """The rest of a message from this place on. Servers are wrong about sizes: the end is where
        an answer falls short of what was asked for. Raises GoneError."""
        while True:
            asked, piece = self._ask(partial(self._piece, uid=message.uid, offset=offset))
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
        asked = self.step
        answer = client.fetch([uid], [f"BODY.PEEK[]<{offset}.{asked}>"]).get(uid, {})
        return asked, _body(answer)

    def _ask(self, question: Callable[[IMAPClient], T]) -> T:
        """Ask, on a new connection when the old one breaks. Raises IMAPClientError where the
        server says no."""
        while True:
            try:
                answer = question(self._connected())
            except _DROPS as error:
                self._dropped(error)
            else:
                self._failed = 0
                self._steady += 1
                if self._steady >= STEADY and self.step < CHUNK:
                    self.step, self._steady = self.step * 2, 0
                return answer

    def _dropped(self, error: Exception) -> None:
        """Forget the connection; ask for less next time. Raises SourceError after some tries."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(Exception):
                client.shutdown()
        self._failed += 1
        self._steady = 0
        self.step = max(self.step // 4, SMALLEST)
        if self._failed >= TRIES or not self._known:
            raise SourceError(
                "{host} can't be reached: {reason}. What has come is kept; run the command again "
                "to go on.",
                host=f"{self.account.host}:{self.account.port}",
                reason=_reason(error),
            ) from error
        self._pause(min(2.0 ** (self._failed - 1), 15.0))

    def _connected(self) -> IMAPClient:
        """The connection, with the folder open that was open. Raises Renumbered."""
        if self._client is None:
            self._client = self._login()
            if self._folder is not None:
                again = _opened(self._client, self._folder.folder)
                if again.uidvalidity != self._folder.uidvalidity:
                    raise RenumberedError(again.folder)
                self._folder = again
        return self._client

    def _login(self) -> IMAPClient:
        user, host, port, security = self.account
        client = IMAPClient(
            host, port, ssl=security == "tls", ssl_context=self._context, timeout=PATIENCE
        )
        self.connections += 1
        try:
            # Local time would lose the zone, and with it the instant.
            client.normalise_times = False
            if security == "starttls":
                client.starttls(self._context)
            try:
                # LOGIN knows ASCII alone.
                plain = self._password.isascii()
                (client.login if plain else client.plain_login)(user, self._password)
            except LoginError as error:
                if self._known:  # it was right before: too many connections, or a bad moment
                    raise IMAPClientAbortError(_reason(error)) from error
                raise SourceError(
                    "{host} doesn't let {user} in: {reason}. At 163, 126, QQ and Sina the password "
                    "here is the authorisation code (授权码) that their web page gives for IMAP.",
                    host=host,
                    user=user,
                    reason=_reason(error),
                ) from error
            with contextlib.suppress(CapabilityError):
                client.id_({"name": "contest", "version": __version__})
        except BaseException:
            with contextlib.suppress(Exception):
                client.shutdown()
            raise
        self._known = True
        return client


def _opened(client: IMAPClient, folder: str) -> Opened:
    found = client.select_folder(folder, readonly=True)
    return Opened(folder, int(found.get(b"UIDVALIDITY") or 0), int(found.get(b"EXISTS") or 0))


def _message(answer: Mapping[bytes, Any]) -> Message:
    return Message(int(answer[b"UID"]), int(answer.get(b"RFC822.SIZE") or 0), _date(answer))


def _date(answer: Mapping[bytes, Any]) -> datetime | None:
    found = answer.get(b"INTERNALDATE")
    return found if isinstance(found, datetime) and found.tzinfo else None


def _body(answer: Mapping[bytes, Any]) -> bytes | None:
    for name, value in answer.items():
        if name.startswith(b"BODY[]"):
            return value if isinstance(value, bytes) else None
    return None


def _here(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def _text(name: str | bytes) -> str:
    return name if isinstance(name, str) else name.decode("utf-8", "replace")


def _reason(error: Exception) -> str:
    """What the system or the server says, on one line, of a length that fits one."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    if isinstance(error, ssl.SSLCertVerificationError):
        said = error.verify_message
    if quoted := _BYTES.fullmatch(said):  # imaplib shows the server's words as Python writes them
        said = quoted[2]
    return " ".join(said.split())[:200]
