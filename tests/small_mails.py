"""Small mails for the tests of the desk, as bytes."""

from __future__ import annotations

import base64
from pathlib import Path

VIDEO = b"\x00\x00\x00\x18ftypmp42" + bytes(64)
"""What looks like a video and is none: good enough where only its being there counts."""


def write(
    folder: Path,
    name: str,
    subject: str,
    *,
    sender: str = "a@press.example",
    received: str = "Mon, 18 Aug 2025 10:00:00 +0800",
    body: str = "",
    video: bytes | None = None,
    headers: str = "",
) -> Path:
    """Write a mail into ``folder`` and return its path."""
    encoded = base64.b64encode(subject.encode()).decode()
    parts = [f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"]
    if video is not None:
        content = base64.encodebytes(video).decode().replace("\n", "\r\n")
        parts.append(
            "--b\r\nContent-Type: video/mp4; name=v.mp4\r\nContent-Transfer-Encoding: base64\r\n"
            f"Content-Disposition: attachment; filename=v.mp4\r\n\r\n{content}\r\n"
        )
    text = (
        f"Received: from x by mx.contest.example; {received}\r\nFrom: {sender}\r\n{headers}"
        f"Message-ID: <{name}@press.example>\r\nSubject: =?utf-8?B?{encoded}?=\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        f"{''.join(parts)}--b--\r\n"
    )
    path = folder / f"{name}.eml"
    path.write_bytes(text.encode())
    return path
