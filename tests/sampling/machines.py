"""How machines write: the postmaster that returns a mail."""

from __future__ import annotations

from .mail import MAILBOX, PROVIDER, Mail
from .wire import CRLF, Header, block, date, hop, multipart, subject, text_part, words


def bounce(mail: Mail, *, recipient: str, returned_id: str, returned_subject: str) -> bytes:
    """A delivery report (RFC 3464) about a letter of ours that found no mailbox."""
    boundary = f"----=_Part_{mail.token(12)}"
    status = (
        f"Reporting-MTA: dns; {PROVIDER}\r\n"
        f"Arrival-Date: {date(mail.claimed)}\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\n"
        "Action: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 User not found\r\n"
    )
    returned = (
        f"From: <{MAILBOX}>\r\nTo: <{recipient}>\r\n"
        f"Subject: {words(returned_subject, 'utf-8', 'utf-8')}\r\n"
        f"Message-ID: {returned_id}\r\nDate: {date(mail.claimed)}\r\n"
    )
    parts = [
        text_part("plain", mail.text, "utf-8", "utf-8"),
        block(["Content-Type: message/delivery-status"], status.encode()),
        block(["Content-Type: text/rfc822-headers"], returned.encode()),
    ]
    headers: list[Header] = [
        "Return-Path: <>",
        hop(mail, "localhost"),
        f"Date: {date(mail.claimed)}",
        f"From: {words(mail.sender.name, 'utf-8', 'utf-8')} <{mail.sender.address}>",
        f"To: {MAILBOX}",
        subject(mail, words(mail.subject, "utf-8", "utf-8")),
        f"Message-ID: <{mail.token()}@{PROVIDER}>",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary="{boundary}"',
    ]
    return block(
        headers, multipart(boundary, parts, b"This is a MIME-encapsulated message." + CRLF)
    )
