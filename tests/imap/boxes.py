"""A contest folder that fetches from a server of the tests, and what came from there."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from contest.desk.fetch import Coming, Fetched, Overlooked, Read, fetch, since_of
from contest.desk.folder import Folder, open_folder
from imap.netease import PASSWORD, USER, NetEase

EAST = timezone(timedelta(hours=8))
IN_TIME = datetime(2025, 8, 25, 23, 59, 58, tzinfo=EAST)


def mail(title: str, size: int = 0, *, hop: str = "", date: str = "") -> bytes:
    """A mail of at least so many bytes; nothing of it repeats, so that a wrong place shows."""
    lines = [f"Subject: {title}".encode(), b"From: =?utf-8?B?5byg5LiJ?= <zhang@example.com>"]
    if hop:
        lines.append(f"Received: from a by mx.example.com; {hop}".encode())
    lines.append(f"Date: {date or 'Mon, 25 Aug 2025 20:00:00 +0800'}".encode())
    lines.append(f"Message-ID: <{hashlib.sha256(title.encode()).hexdigest()}@example.com>".encode())
    lines += [b"", b"text"]
    while size > 0:
        lines.append(hashlib.sha256(lines[-1]).hexdigest().encode() * 15)
        size -= len(lines[-1])
    return b"\r\n".join(lines) + b"\r\n"


def stamp(at: datetime) -> str:
    return at.strftime("%d-%b-%Y %H:%M:%S %z")


def make(path: Path, mailbox: str, opens: str = "") -> Folder:
    path.mkdir(exist_ok=True)
    rules = f"[contest]\nopens = '{opens}'\ncloses = '2025-08-25'\n[mailbox]\n{mailbox}\n"
    (path / "contest.toml").write_text(rules, "utf-8")
    return open_folder(path, path)


def at_netease(path: Path, server: NetEase, opens: str = "") -> Folder:
    box = f"user = '{USER}'\nhost = '127.0.0.1'\nport = {server.port}\nsecurity = 'none'"
    return make(path, box, opens)


def bring(folder: Folder, since: str = "") -> list[Fetched | Coming | Read | Overlooked]:
    found = fetch(folder, PASSWORD, since=since_of(folder, since), pause=lambda _: None)
    return list(found)


def came(found: list[Any]) -> list[Fetched]:
    return [item for item in found if isinstance(item, Fetched)]


def read(found: list[Any]) -> Read:
    return next(item for item in found if isinstance(item, Read))
