"""Where a mailbox is: the server of an address, and whether its password may travel there."""

from __future__ import annotations

import contextlib
from ipaddress import ip_address
from typing import NamedTuple

from contest.errors import SourceError

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


class Account(NamedTuple):
    """Where a mailbox is; ``security`` is "tls", "starttls" or "none"."""

    user: str
    host: str
    port: int
    security: str


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


def _here(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"
