"""How programs on a computer or a telephone write: Foxmail, Outlook, Thunderbird, iPhone, an OA."""

from __future__ import annotations

import base64
import hashlib
from html import escape

from .mail import MAILBOX, File, Mail
from .wire import (
    CRLF,
    Header,
    base64_lines,
    block,
    date,
    hop,
    multipart,
    quoted,
    rfc2231,
    rfc2231_continued,
    subject,
    text_part,
    thread,
    words,
)


def foxmail_id(mail: Mail) -> str:
    return f"<{mail.claimed:%Y%m%d%H%M%S}{int(mail.token(6), 16):08d}@{mail.sender.domain}>"


def foxmail(mail: Mail) -> bytes:
    """Foxmail 7: GB2312 words, ``----=_001_NextPart…`` boundaries."""
    number = int(mail.token(9), 16)
    outer = f"----=_001_NextPart{number:012d}_=----"
    inner = f"----=_002_NextPart{number + 7:012d}_=----"
    both = block(
        [f'Content-Type: multipart/alternative;\r\n\tboundary="{inner}"'],
        multipart(inner, _both_texts(mail, "gb18030", "GB2312")),
    )
    files = [_named_file(file, words(file.name, "gb18030", "GB2312")) for file in mail.files]
    headers: list[Header] = [
        hop(mail, f"smtp.{mail.sender.domain}"),
        f"Received: from DESKTOP-{mail.token(7)} (unknown [{mail.ip}])\r\n"
        f"\tby smtp.{mail.sender.domain} (Postfix) with ESMTPA id {mail.token(11)};\r\n"
        f"\t{date(mail.relayed)} (CST)",
        f"Date: {date(mail.claimed)}",
        f'From: "{words(mail.sender.name, "gb18030", "GB2312")}" <{mail.sender.address}>',
        f"To: contest <{MAILBOX}>",
        subject(mail, words(mail.subject, "gb18030", "GB2312")),
        *thread(mail),
        "X-Priority: 3",
        f"X-GUID: {_guid(mail)}",
        f"X-Has-Attach: {'yes' if mail.files else 'no'}",
        "X-Mailer: Foxmail 7.2.25.410[cn]",
        "Mime-Version: 1.0",
        f"Message-ID: {foxmail_id(mail)}",
        f'Content-Type: multipart/mixed;\r\n\tboundary="{outer}"',
        *mail.headers,
    ]
    preamble = b"This is a multi-part message in MIME format.\r\n\r\n"
    return block(headers, multipart(outer, [both, *files], preamble))


def outlook_id(mail: Mail) -> str:
    return f"<{mail.token(12).lower()}$7a1b{mail.token(16)[12:].lower()}$@{mail.sender.domain}>"


def outlook(mail: Mail) -> bytes:
    """Outlook: says gb2312 whatever it writes, Thread-Index, RFC 2231 file names."""
    outer = f"----=_NextPart_000_0012_01DC{mail.token(4)}.{mail.token(12)[4:]}"
    inner = outer.replace("_000_0012_", "_001_0013_")
    both = block(
        [f'Content-Type: multipart/alternative;\r\n\tboundary="{inner}"'],
        multipart(inner, _both_texts(mail, "gb18030", "gb2312")),
    )
    seed = hashlib.sha256(mail.token().encode()).digest()
    index = base64.b64encode(b"\x01\xdc" + seed[:20]).decode()
    label = words(mail.subject, "gb18030", "gb2312")
    headers: list[Header] = [
        hop(mail, f"mail.{mail.sender.domain}"),
        f"From: {words(mail.sender.name, 'gb18030', 'gb2312')} <{mail.sender.address}>",
        f"To: <{MAILBOX}>",
        *thread(mail),
        subject(mail, label),
        f"Date: {date(mail.claimed)}",
        f"Message-ID: {outlook_id(mail)}",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed;\r\n\tboundary="{outer}"',
        "X-Mailer: Microsoft Outlook 16.0",
        f"Thread-Index: {index}",
        "Content-Language: zh-cn",
        *mail.headers,
    ]
    preamble = b"This is a multipart message in MIME format.\r\n\r\n"
    return block(headers, multipart(outer, [both, *map(_outlook_file, mail.files)], preamble))


def _outlook_file(file: File) -> bytes:
    if file.type == "message/rfc822":
        return block(["Content-Type: message/rfc822", "Content-Disposition: attachment"], file.data)
    headers = [
        f"Content-Type: {file.type};\r\n\t{rfc2231('name', file.name, 'gb18030', 'gb2312')}",
        "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment;\r\n"
        f"\t{rfc2231('filename', file.name, 'gb18030', 'gb2312')}",
    ]
    return block(headers, base64_lines(file.data) + CRLF)


def thunderbird(mail: Mail) -> bytes:
    """Thunderbird: UTF-8 everywhere, long file names in RFC 2231 pieces."""
    boundary = f"------------{mail.token(24)}"
    parts = [
        block(
            [
                "Content-Type: text/plain; charset=UTF-8; format=flowed",
                "Content-Transfer-Encoding: base64",
            ],
            base64_lines(mail.text.encode()) + CRLF,
        )
    ]
    for file in mail.files:
        pieces = ";\r\n ".join(rfc2231_continued("filename", file.name))
        headers = [
            f'Content-Type: {file.type}; name="{words(file.name, "utf-8", "UTF-8")}"',
            f"Content-Disposition: attachment;\r\n {pieces}",
            "Content-Transfer-Encoding: base64",
        ]
        parts.append(block(headers, base64_lines(file.data, 72) + CRLF))
    return block(
        [
            hop(mail, f"mail.{mail.sender.domain}"),
            f'Content-Type: multipart/mixed; boundary="{boundary}"',
            f"Message-ID: <{_guid(mail).lower()}@{mail.sender.domain}>",
            f"Date: {date(mail.claimed)}",
            "MIME-Version: 1.0",
            "User-Agent: Mozilla Thunderbird",
            "Content-Language: zh-CN",
            f"To: {MAILBOX}",
            f"From: {words(mail.sender.name, 'utf-8', 'UTF-8')} <{mail.sender.address}>",
            *thread(mail),
            subject(mail, words(mail.subject, "utf-8", "UTF-8")),
            *mail.headers,
        ],
        multipart(boundary, parts, b"This is a multi-part message in MIME format.\r\n"),
    )


def iphone_id(mail: Mail) -> str:
    return f"<{_guid(mail)}@{mail.sender.domain}>"


def iphone(mail: Mail) -> bytes:
    """iPhone: alternative/(plain, mixed/(html, the video inline)); the subject in Q words."""
    outer, inner = f"Apple-Mail-{_guid(mail)}", f"Apple-Mail-{_guid(mail)[::-1]}"
    plain = block(
        ["Content-Type: text/plain;\r\n\tcharset=utf-8", "Content-Transfer-Encoding: base64"],
        base64_lines(mail.text.encode()) + CRLF,
    )
    page = block(
        [
            "Content-Type: text/html;\r\n\tcharset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
        ],
        quoted(f'<html><body dir="auto">{escape(mail.text)}</body></html>') + CRLF,
    )
    parts = [plain, page]
    if mail.files:
        mixed = [f"Content-Type: multipart/mixed;\r\n\tboundary={inner}"]
        videos = [_inline(file, mail) for file in mail.files]
        parts = [plain, block(mixed, multipart(inner, [page, *videos], CRLF))]
    title = words(mail.subject, "utf-8", "utf-8", encoding="Q") if mail.subject else ""
    headers: list[Header] = [
        hop(mail, f"smtp.{mail.sender.domain}"),
        f"From: {words(mail.sender.name, 'utf-8', 'utf-8')} <{mail.sender.address}>",
        f"Content-Type: multipart/alternative;\r\n\tboundary={outer}",
        "Content-Transfer-Encoding: 7bit",
        "Mime-Version: 1.0 (1.0)",
        f"Date: {date(mail.claimed)}",
        subject(mail, title),
        f"Message-Id: {iphone_id(mail)}",
        *thread(mail),
        f"To: {MAILBOX}",
        "X-Mailer: iPhone Mail (22F76)",
        *mail.headers,
    ]
    return block(headers, multipart(outer, parts, CRLF))


def _inline(file: File, mail: Mail) -> bytes:
    headers = [
        f"Content-Type: {file.type};\r\n\tname={file.name};\r\n\tx-apple-part-url={_guid(mail)}",
        f"Content-Disposition: inline;\r\n\tfilename={file.name}",
        "Content-Transfer-Encoding: base64",
    ]
    return block(headers, base64_lines(file.data) + CRLF)


def office(mail: Mail) -> bytes:
    """An office automation system: raw GBK bytes in its headers, no encoding declared."""
    boundary = f"=====OA_{mail.token()}====="
    text = mail.text.encode("gb18030").replace(b"\n", CRLF) + CRLF
    parts = [block(["Content-Type: text/plain", "Content-Transfer-Encoding: 8bit"], text)]
    for file in mail.files:
        name = file.name.encode("gb18030")
        headers: list[Header] = [
            b'Content-Type: application/octet-stream; name="' + name + b'"',
            "Content-Transfer-Encoding: base64",
            b'Content-Disposition: attachment; filename="' + name + b'"',
        ]
        parts.append(block(headers, base64_lines(file.data) + CRLF))
    sender = f" <{mail.sender.address}>".encode()
    return block(
        [
            hop(mail, f"oa.{mail.sender.domain}"),
            f"Date: {date(mail.claimed)}",
            b"From: " + mail.sender.name.encode("gb18030") + sender,
            f"To: {MAILBOX}",
            b"Subject: " + mail.subject.encode("gb18030"),
            f"Message-ID: <oa{mail.token(10)}@{mail.sender.domain}>",
            "X-Mailer: OA-Mailer 3.1",
            "MIME-Version: 1.0",
            f'Content-Type: multipart/mixed; boundary="{boundary}"',
            *mail.headers,
        ],
        multipart(boundary, parts),
    )


def _both_texts(mail: Mail, codec: str, label: str) -> list[bytes]:
    html = escape(mail.text).replace("\n", "<br>\n")
    page = f'<html><head><meta http-equiv="content-type" content="text/html; charset={label}">'
    return [
        text_part("plain", mail.text, codec, label),
        text_part("html", f"{page}</head><body><div>{html}</div></body></html>", codec, label),
    ]


def _named_file(file: File, name: str) -> bytes:
    headers = [
        f'Content-Type: {file.type};\r\n\tname="{name}"',
        "Content-Transfer-Encoding: base64",
        f'Content-Disposition: attachment;\r\n\tfilename="{name}"',
    ]
    return block(headers, base64_lines(file.data) + CRLF)


def _guid(mail: Mail) -> str:
    t = mail.token(32)
    return "-".join((t[:8], t[8:12], t[12:16], t[16:20], t[20:]))
