"""A small server that behaves like NetEase's (163, 126, yeah.net), without TLS on loopback.

It opens no mailbox before ID, its SEARCH finds nothing, it may break the connection every so many
bytes, and it lies about sizes or refuses to answer when asked to. Anything that would change a
mailbox is a failure.
"""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

USER, PASSWORD = "contest@163.example", "ABCDEFGHIJKLMNOP"
_FETCH = re.compile(r"(UID )?FETCH (\S+) \(?(.*?)\)?$")
_PARTIAL = re.compile(r"BODY\.PEEK\[\](?:<(\d+)\.(\d+)>)?")


LINES = {
    "CAPABILITY": ["* CAPABILITY IMAP4rev1 XLIST SPECIAL-USE ID LITERAL+ STARTTLS UIDPLUS"],
    "LOGIN": [],
    "ID": ['* ID ("name" "Coremail Imap" "vendor" "Mailtech")'],
    "LIST": ['* LIST (\\NoInferiors) "/" "INBOX"', '* LIST (\\Junk) "/" "&V4NXPpCuTvY-"'],
    "STATUS": ['* STATUS "&V4NXPpCuTvY-" (MESSAGES 3)'],
    "SEARCH": ["* SEARCH"],
    "LOGOUT": ["* BYE IMAP4rev1 Server logging out"],
}
"""What it says to commands that know no more."""


class DroppedError(Exception):
    """The connection breaks here."""


@dataclass
class NetEase:
    """What the server holds and does, and what it was asked."""

    mails: dict[int, tuple[str, bytes]] = field(default_factory=dict)
    """UID → INTERNALDATE as the server writes it, and the bytes."""
    port: int = 0
    uidvalidity: int = 1
    budget: int | None = None
    """Bytes after which a connection breaks."""
    sizes: dict[int, int] = field(default_factory=dict)
    """Wrong sizes."""
    vanishing: set[int] = field(default_factory=set)
    """UIDs that are listed and gone when they are asked for."""
    ignores_partial: bool = False
    refuses: Callable[[str], str] | None = None
    """What it says to a command in place of an answer: "NO busy", "BAD what?", "BYE I close", and
    whole lines before that; "" to answer."""
    greeting: str = "* OK Coremail System IMap Server Ready(163com)"
    asked: list[str] = field(default_factory=list)
    connections: int = 0
    on_drop: Any = None

    def count(self, word: str) -> int:
        return sum(word in line for line in self.asked)


class _Connection(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True
    server: _Server

    def handle(self) -> None:
        self.state = self.server.state
        self.state.connections += 1
        self.left = self.state.budget
        self.known = False
        try:
            self.say(self.state.greeting)
            while line := self.rfile.readline():
                tag, _, command = line.decode().strip().partition(" ")
                self.state.asked.append(command)
                if not self.answer(tag, command):
                    return
        except (DroppedError, OSError):
            if self.state.on_drop:
                self.state.on_drop()

    def answer(self, tag: str, command: str) -> bool:
        """Answer a command; False ends the connection."""
        if self.state.refuses and (said := self.state.refuses(command)):
            *before, last = said.split("\r\n")
            for line in before:
                self.say(line)
            closes = last.startswith("BYE")
            self.say(f"{'*' if closes else tag} {last}")
            return not closes
        word = command.removeprefix("UID ").split()[0].upper()
        if word in {"SELECT", "EXAMINE", "STATUS"} and not self.known:
            self.say(f"{tag} NO {word} Unsafe Login. Please contact kefu@188.com for help")
            return True
        if word == "LOGIN" and PASSWORD not in command:
            self.say(f"{tag} NO LOGIN Login error or password error")
            return True
        if word == "EXAMINE" and "INBOX" not in command:
            self.say(f"{tag} NO EXAMINE folder not exist")
            return True
        if word not in LINES and word not in {"EXAMINE", "FETCH"}:
            self.say(f"{tag} BAD command not supported")
            return True
        self.known |= word == "ID"
        for line in LINES.get(word, ()):
            self.say(line)
        if word == "EXAMINE":
            self.say(f"* {len(self.state.mails)} EXISTS")
            self.say(f"* OK [UIDVALIDITY {self.state.uidvalidity}] UIDs valid")
        elif word == "FETCH":
            self.fetch(command)
        self.say(f"{tag} OK {word} completed")
        return word != "LOGOUT"

    def fetch(self, command: str) -> None:
        found = _FETCH.search(command)
        assert found, command
        mails = self.state.mails
        for number, uid in enumerate(sorted(mails), 1):
            if not _wanted(found[2], *((uid, max(mails)) if found[1] else (number, len(mails)))):
                continue
            date, raw = mails[uid]
            items = [f"UID {uid}"]
            if "RFC822.SIZE" in found[3]:
                items.append(f"RFC822.SIZE {self.state.sizes.get(uid, len(raw))}")
            if "INTERNALDATE" in found[3]:
                items.append(f'INTERNALDATE "{date}"')
            head = f"* {number} FETCH ({' '.join(items)}"
            part = _PARTIAL.search(found[3])
            if part is None:
                self.say(head + ")")
                continue
            if uid in self.state.vanishing:
                continue
            name = "BODY[]"
            if part[1] and not self.state.ignores_partial:
                start, count = int(part[1]), int(part[2])
                raw, name = raw[start : start + count], f"BODY[]<{start}>"
            self.send(f"{head} {name} {{{len(raw)}}}\r\n".encode() + raw + b")\r\n")

    def say(self, line: str) -> None:
        self.send(line.encode() + b"\r\n")

    def send(self, data: bytes) -> None:
        """Send what the connection still has to give, then break it."""
        if self.left is not None:
            data, over = data[: self.left], len(data) - self.left
            self.left -= len(data)
            self.wfile.write(data)
            if over > 0:
                raise DroppedError
            return
        self.wfile.write(data)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    state: NetEase


@contextmanager
def netease(**what: Any) -> Iterator[NetEase]:
    """Start one; it ends with the context."""
    with _Server(("127.0.0.1", 0), _Connection) as server:
        server.state = NetEase(port=server.server_address[1], **what)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.state
        finally:
            server.shutdown()
            thread.join()


def _wanted(group: str, uid: int, last: int) -> bool:
    """Whether a set of UIDs has this one. "9:*" has the last message even if it is the eighth."""
    for item in group.split(","):
        first, _, end = item.partition(":")
        if end == "*":
            if uid >= min(int(first), last):
                return True
        elif int(first) <= uid <= int(end or first):
            return True
    return False
