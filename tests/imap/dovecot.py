"""A real Dovecot on loopback, with a certificate of its own."""

from __future__ import annotations

import imaplib
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

USER, PASSWORD = "contest@127.0.0.1", "授权码 secret"

CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
base_dir = {base}/run
state_dir = {base}/run
log_path = {base}/log
ssl = required
ssl_cert = <{base}/cert.pem
ssl_key = <{base}/key.pem
disable_plaintext_auth = yes
default_internal_user = {owner}
default_login_user = {login}
default_internal_group = {group}
first_valid_uid = 0
last_valid_uid = 0
first_valid_gid = 0
mail_uid = {mail}
mail_gid = {group}
mail_home = {base}/home
mail_location = maildir:{base}/home/mail
passdb {{
  driver = passwd-file
  args = scheme=plain username_format=%u {base}/users
}}
userdb {{
  driver = static
  args = uid={mail} gid={group} home={base}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  mailbox Junk {{
    special_use = \\Junk
    auto = create
  }}
}}
"""


def missing() -> str | None:
    """Why there is no Dovecot here, or None."""
    for name in ("dovecot", "openssl"):
        if program(name) is None:
            return f"{name} is not installed (Debian: apt install dovecot-imapd)"
    return None


def program(name: str) -> str | None:
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/bin")


@dataclass(frozen=True)
class Dovecot:
    """A running server: where it is, and the certificate that vouches for it."""

    port: int
    certificate: Path
    base: Path

    def put(self, raw: bytes, at: datetime, folder: str = "INBOX") -> None:
        """Lay a mail into a folder as having arrived at this instant."""
        with self._client() as client:
            client.append(_quoted(folder), "", at, raw)

    def make(self, folder: str) -> None:
        with self._client() as client:
            client.create(_quoted(folder))

    def delete(self, number: int) -> None:
        """Take the message with this number out of INBOX, as another program may at any time."""
        with self._client() as client:
            client.select("INBOX")
            client.store(str(number), "+FLAGS", "\\Deleted")
            client.expunge()

    @contextmanager
    def unreadable(self, raw: bytes) -> Iterator[None]:
        """Make a mail of INBOX one that the server can't read, as on a disk that fails."""
        path = next(p for p in self._mails() if p.read_bytes().split() == raw.split())
        name = path.name.partition(":")[0]  # it may move from new to cur meanwhile
        path.chmod(0)
        yield
        next(p for p in self._mails() if p.name.startswith(name)).chmod(0o600)

    def _mails(self) -> list[Path]:
        return [*(self.base / "home" / "mail").glob("[cn]*/*,S=*")]

    def flags(self) -> list[bytes]:
        """What marks the messages of INBOX have."""
        with self._client() as client:
            client.select("INBOX", readonly=True)
            return [item for item in client.fetch("1:*", "(FLAGS)")[1] if isinstance(item, bytes)]

    def renumber(self) -> None:
        """Give INBOX another UIDVALIDITY, as a server does that was rebuilt."""
        for name in (self.base / "home" / "mail").glob("dovecot*"):
            name.unlink() if name.is_file() else shutil.rmtree(name)
        time.sleep(1.1)  # Dovecot takes the second for the number

    def _client(self) -> imaplib.IMAP4_SSL:
        context = ssl.create_default_context(cafile=str(self.certificate))
        client = imaplib.IMAP4_SSL("127.0.0.1", self.port, ssl_context=context)
        client.authenticate("PLAIN", lambda _: f"\0{USER}\0{PASSWORD}".encode())
        return client


@contextmanager
def dovecot(base: Path) -> Iterator[Dovecot]:
    """Start one whose mail lies below ``base``; it ends with the context."""
    base.mkdir()
    root = os.geteuid() == 0
    me = pwd.getpwuid(os.geteuid()).pw_name
    owner = "dovecot" if root else me
    port = _free_port()
    certificate = base / "cert.pem"
    subprocess.run(
        [str(program("openssl")), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", str(base / "key.pem"), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )  # fmt: skip
    (base / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", "utf-8")
    (base / "home").mkdir()
    group = _group(owner)
    configuration = base / "dovecot.conf"
    configuration.write_text(
        CONFIGURATION.format(
            base=base, owner=owner, login=owner, mail=owner, group=group, port=port
        ),
        "utf-8",
    )
    if root:
        shutil.chown(base / "home", owner, group)
        for folder in (base, *base.parents):
            if folder.stat().st_uid == 0 and folder != Path("/"):
                folder.chmod(folder.stat().st_mode | 0o011)
        (base / "users").chmod(0o644)
    process = subprocess.Popen(
        [str(program("dovecot")), "-F", "-c", str(configuration)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait_for(port, process, base / "log")
        yield Dovecot(port, certificate, base)
    finally:
        process.terminate()
        process.wait(20)


def _group(name: str) -> str:
    import grp

    return grp.getgrgid(pwd.getpwnam(name).pw_gid).gr_name


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            said = process.stdout.read() if process.stdout else b""
            raise AssertionError(f"dovecot has ended: {said!r} {log.read_text('utf-8')}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("dovecot doesn't answer")


def _quoted(folder: str) -> str:
    return f'"{folder}"'
