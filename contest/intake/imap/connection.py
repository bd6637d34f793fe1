"""The line to an IMAP server: TLS and login, one question after another, and made anew when it
breaks."""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Callable
from typing import TypeVar

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
from contest.intake.imap.account import Account
from contest.intake.imap.reasons import reason

CHUNK = 1 << 20
"""Bytes asked for at once: imaplib holds an answer in memory."""
SMALLEST = 4 << 10
"""The piece to which a line that breaks again and again brings it down."""
STEADY = 16
"""Pieces in a row that came whole before larger ones are tried."""
TRIES = 5
"""Connections in a row that brought nothing before a server is given up."""
GOODBYES = 3
"""How often in a row a server hangs up on the same question before that is its answer."""
PATIENCE = SocketTimeout(connect=20.0, read=60.0)
"""Seconds."""

DROPS = (IMAPClientAbortError, ProtocolError, OSError)
"""What a connection that breaks, or an answer that ends in the middle, looks like."""
NONSENSE = (ValueError, TypeError, AttributeError, LookupError, OverflowError, MemoryError)
"""How IMAPClient fails on an answer that is none, or on one that no memory holds."""

T = TypeVar("T")


class DeniedError(Exception):
    """The server answers NO or BAD, or hangs up whenever it is asked that. The text is the reason
    it gives."""


class Connection:
    """A server that is asked until it answers: a connection that breaks is made anew.

    ``pause`` waits so many seconds between two connections; ``resume`` makes a new one stand where
    the last one stood. ``step`` is how many bytes to ask for at once.
    """

    def __init__(
        self,
        account: Account,
        password: str,
        *,
        pause: Callable[[float], None],
        resume: Callable[[IMAPClient], None],
    ) -> None:
        self.account = account
        self._password = password
        self._pause = pause
        self._resume = resume
        # Reading the system's certificates takes longer than the rest of a connection.
        self._context = None if account.security == "none" else ssl.create_default_context()
        self._client: IMAPClient | None = None
        self._failed = 0
        self._steady = 0
        self._known = False
        self.step = CHUNK
        self.made = 0
        """Connections so far."""

    def close(self) -> None:
        """Say goodbye."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(Exception):
                client.logout()

    def ask(self, question: Callable[[IMAPClient], T]) -> T:
        """Ask, on a new connection when the old one breaks. Raises DeniedError where the server
        says no, SourceError where nothing answers or nothing sensible, and what ``resume``
        raises."""
        goodbyes = 0
        while True:
            client = None
            try:
                client = self._connected()
                answer = question(client)
            except DROPS as error:
                goodbyes += _said_goodbye(client)
                if goodbyes >= GOODBYES:
                    self._hang_up()
                    self._failed = 0
                    raise DeniedError(reason(error)) from error
                self._dropped(error)
            except IMAPClientError as error:
                # Half an answer may have come before, and would be taken for the next one's.
                self._hang_up()
                raise DeniedError(reason(error)) from error
            except NONSENSE as error:
                self._hang_up()
                raise SourceError(
                    "{host} gives an answer that can't be read: {reason}. What has come is kept; "
                    "run the command again, and if it says the same, ask who runs the server.",
                    host=self.account.host,
                    reason=reason(error),
                ) from error
            else:
                self._failed = 0
                self._steady += 1
                if self._steady >= STEADY and self.step < CHUNK:
                    self.step, self._steady = self.step * 2, 0
                return answer

    def _hang_up(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(Exception):
                client.shutdown()

    def _dropped(self, error: Exception) -> None:
        """Forget the connection; ask for less next time. Raises SourceError after some tries."""
        self._hang_up()
        self._failed += 1
        self._steady = 0
        self.step = max(self.step // 4, SMALLEST)
        if self._failed >= TRIES or not self._known:
            raise SourceError(
                "{host} can't be reached: {reason}. What has come is kept; run the command again "
                "to go on.",
                host=f"{self.account.host}:{self.account.port}",
                reason=reason(error),
            ) from error
        self._pause(min(2.0 ** (self._failed - 1), 15.0))

    def _connected(self) -> IMAPClient:
        if self._client is None:
            self._client = self._login()
            self._resume(self._client)
        return self._client

    def _login(self) -> IMAPClient:
        client = self._greeted()
        self.made += 1
        try:
            # Local time would lose the zone, and with it the instant.
            client.normalise_times = False
            if self.account.security == "starttls":
                self._starttls(client)
            self._let_in(client)
            _introduce(client)
        except BaseException:
            with contextlib.suppress(Exception):
                client.shutdown()
            raise
        self._known = True
        return client

    def _greeted(self) -> IMAPClient:
        _, host, port, security = self.account
        try:
            return IMAPClient(
                host, port, ssl=security == "tls", ssl_context=self._context, timeout=PATIENCE
            )
        except DROPS:
            raise
        except IMAPClientError as error:
            if self._known or "* BYE" in str(error):
                raise IMAPClientAbortError(reason(error)) from error
            raise SourceError(
                "{host} doesn't greet as an IMAP server does. Check host, port and security under "
                "[mailbox] in contest.toml.",
                host=f"{host}:{port}",
            ) from error

    def _starttls(self, client: IMAPClient) -> None:
        try:
            client.starttls(self._context)
        except DROPS:
            raise
        except IMAPClientError as error:
            raise SourceError(
                "{host} doesn't change over to TLS: {reason}. Write security = 'tls' under "
                "[mailbox] in contest.toml, and the port if it isn't 993.",
                host=f"{self.account.host}:{self.account.port}",
                reason=reason(error),
            ) from error

    def _let_in(self, client: IMAPClient) -> None:
        try:
            # LOGIN knows ASCII alone.
            plain = (self.account.user + self._password).isascii()
            (client.login if plain else client.plain_login)(self.account.user, self._password)
        except (LoginError, CapabilityError) as error:
            if self._known:  # it was right before: too many connections, or a bad moment
                raise IMAPClientAbortError(reason(error)) from error
            raise SourceError(
                "{host} doesn't let {user} in: {reason}. At 163, 126, QQ and Sina the password "
                "here is the authorisation code (授权码) that their web page gives for IMAP.",
                host=self.account.host,
                user=self.account.user,
                reason=reason(error),
            ) from error


def _said_goodbye(client: IMAPClient | None) -> bool:
    """Whether the server, not the line, has ended this connection: Dovecot does that over a mail
    that it can't read. Only imaplib, inside, knows."""
    return client is not None and bool(client._imap.untagged_responses.get("BYE"))


def _introduce(client: IMAPClient) -> None:
    """Say who is asking. A server that doesn't care to know may still open its folders."""
    try:
        client.id_({"name": "contest", "version": __version__})
    except DROPS:
        raise
    except IMAPClientError:
        return
