"""How the web clients write: QQ, WeCom (企业微信邮箱, the same engine), 163 (Coremail)."""

from __future__ import annotations

from html import escape

from .mail import MAILBOX, Cloud, File, Mail
from .wire import (
    Header,
    b_word,
    base64_lines,
    block,
    date,
    hop,
    multipart,
    subject,
    text_part,
    thread,
    words,
)


def qq_id(mail: Mail) -> str:
    return f"<tencent_{mail.token(32)}@{mail.sender.domain}>"


def qq(mail: Mail) -> bytes:
    """QQ 邮箱: one long UTF-8 word for everything, attachments as octet-stream."""
    return _tencent(
        mail,
        f"out-{mail.ip.replace('.', '-')}.mail.{mail.sender.domain}",
        "webmail",
        [f"X-QQ-mid: webmail{int(mail.token(3), 16)}t{int(mail.claimed.timestamp())}"],
    )


def wecom(mail: Mail) -> bytes:
    """企业微信邮箱 (exmail): QQ's engine behind a company's own domain."""
    return _tencent(
        mail,
        "smtpbg.exmail.example",
        "bizmail",
        [
            f"X-QQ-mid: bizesmtp{int(mail.token(3), 16)}t{int(mail.claimed.timestamp())}",
            f"X-BIZMAIL-ID: {int(mail.token(), 16)}",
            f"Feedback-ID: t:{mail.sender.domain}:qybglogicsvrgz:qybglogicsvrgz8a-0",
        ],
    )


def _tencent(mail: Mail, helo: str, origin: str, marks: list[str]) -> bytes:
    boundary = f"----=_NextPart_{mail.token(8)}_{mail.token(16)[8:]}_{mail.token(24)[16:]}"
    alternative = boundary.replace("NextPart_", "NextPart_A")
    clouds = "".join(_qq_cloud_text(cloud) for cloud in mail.clouds)
    plain = text_part("plain", mail.text + clouds, "utf-8", "utf-8")
    html = text_part("html", _qq_html(mail), "utf-8", "utf-8")
    both = block(
        [
            f'Content-Type: multipart/alternative;\r\n\tboundary="{alternative}"',
            "Content-Transfer-Encoding: 8Bit",
        ],
        multipart(alternative, [plain, html]),
    )
    preamble = b"This is a multi-part message in MIME format.\r\n\r\n"
    headers: list[Header] = [
        hop(mail, helo),
        f"Received: from localhost (unknown [{mail.ip}])\r\n"
        f"\tby newxmesmtplogicsvr.{mail.sender.domain} (NewEsmtp) with SMTP\r\n"
        f"\tid {mail.token(12)}; {date(mail.relayed)}",
        *marks,
        f"X-QQ-SSF: {int(mail.token(6), 16):030d}",
        f"X-HAS-ATTACH: {'yes' if mail.files else 'no'}",
        f"X-QQ-BUSINESS-ORIGIN: {2 if origin == 'bizmail' else 0}",
        f"X-Originating-IP: {mail.ip}",
        f'From: "{b_word(mail.sender.name.encode(), "utf-8")}" <{mail.sender.address}>',
        f'To: "{b_word(b"contest", "utf-8")}" <{MAILBOX}>',
        subject(mail, b_word(mail.subject.encode(), "utf-8") if mail.subject else ""),
        "Mime-Version: 1.0",
        f'Content-Type: multipart/mixed;\r\n\tboundary="{boundary}"',
        "Content-Transfer-Encoding: 8Bit",
        f"Date: {date(mail.claimed)}",
        "X-Priority: 3",
        f"Message-ID: {qq_id(mail)}",
        *thread(mail),
        "X-QQ-MIME: TCMime 1.0 by Tencent",
        "X-Mailer: QQMail 2.x",
        "X-QQ-Mailer: QQMail 2.x",
        *mail.headers,
    ]
    return block(headers, multipart(boundary, [both, *map(_qq_file, mail.files)], preamble))


def _qq_file(file: File) -> bytes:
    name = b_word(file.name.encode(), "utf-8")
    headers = [
        f'Content-Type: application/octet-stream;\r\n\tcharset="utf-8";\r\n\tname="{name}"',
        f'Content-Disposition: attachment; filename="{name}"',
        "Content-Transfer-Encoding: base64",
    ]
    return block(headers, base64_lines(file.data) + b"\r\n")


def _qq_html(mail: Mail) -> str:
    clouds = "".join(_qq_cloud(cloud) for cloud in mail.clouds)
    text = escape(mail.text).replace("\n", "<br>")
    return (
        '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">'
        f'<div style="font-family: -apple-system, system-ui; font-size: 14px;">{text}</div>{clouds}'
    )


def _qq_link(cloud: Cloud) -> str:
    return (
        f"https://wx.mail.qq.com/ftn/download?func=3&key={cloud.key[:40]}&code={cloud.key[40:48]}"
    )


def _qq_cloud(cloud: Cloud) -> str:
    link, name = escape(_qq_link(cloud)), escape(cloud.name)
    return (
        '<div id="QQMailBigAttach" style="margin:20px 0;"><div class="bigatt_title">'
        "从QQ邮箱发来的超大附件</div><hr source>"
        f'<span class="qqmailbgattach" expiretime="{int(cloud.expires.timestamp())}" '
        f'downloadlink="{link}"><a class="name_big" target="_blank" href="{link}">{name}</a>'
        f"<span> ({cloud.shown_size}, {cloud.shown_expiry})</span>"
        f'<a class="bigatt_bt" target="_blank" href="{link}">进入下载页面</a></span></div>'
    )


def _qq_cloud_text(cloud: Cloud) -> str:
    return (
        "\n\n从QQ邮箱发来的超大附件\n\n"
        f"{cloud.name} ({cloud.shown_size}, {cloud.shown_expiry})进入下载页面：{_qq_link(cloud)}\n"
    )


def netease_id(mail: Mail) -> str:
    number = f"{mail.token(8).lower()}.{mail.token(12)[8:].lower()}.{mail.token(24)[13:].lower()}"
    return f"<{number}.Coremail.{mail.sender.address}>"


def netease(mail: Mail) -> bytes:
    """163 网页邮箱 (Coremail): GBK in Q words, the sending server's Received below."""
    stamp = int(mail.claimed.timestamp() * 1000)
    number = int(mail.token(6), 16)
    boundary = f"----=_Part_{number}_{int(mail.token(8), 16)}.{stamp}"
    alternative = f"----=_Part_{number + 2}_{int(mail.token(7), 16)}.{stamp}"
    user, domain = mail.sender.user, mail.sender.domain
    both = block(
        [f'Content-Type: multipart/alternative; \r\n\tboundary="{alternative}"'],
        multipart(
            alternative,
            [
                text_part("plain", mail.text, "gb18030", "GBK"),
                text_part("html", _netease_html(mail), "gb18030", "GBK"),
            ],
            b"\r\n",
        ),
    )
    headers: list[Header] = [
        hop(mail, f"m{number % 90 + 10}.mail.{domain}"),
        f"Received: from {user}${domain} ( [{mail.ip}] ) by\r\n"
        f" ajax-webmail-wmsvr-40-{number % 200} (Coremail) ; {date(mail.relayed)} (CST)",
        f"X-Originating-IP: [{mail.ip}]",
        f"Date: {date(mail.claimed)} (CST)",
        f"From: {words(mail.sender.name, 'gb18030', 'GBK', encoding='Q')} <{mail.sender.address}>",
        f"To: {MAILBOX}",
        subject(mail, words(mail.subject, "gb18030", "GBK", encoding="Q")),
        "X-Priority: 3",
        "X-Mailer: Coremail Webmail Server Version XT5.0.14 build 20250519(9504565a)\r\n"
        " Copyright (c) 2002-2025 163com",
        *thread(mail),
        f'Content-Type: multipart/mixed; \r\n\tboundary="{boundary}"',
        "MIME-Version: 1.0",
        f"Message-ID: {netease_id(mail)}",
        "X-Coremail-Locale: zh_CN",
        f"X-CM-TRANSID:{mail.token(22)}--.{number}W",
        f"X-CM-SenderInfo: {mail.token(12).lower()}/1tbi{mail.token(10)}s2",
        "X-Coremail-Antispam: 1U5529EdanIXcx71UUUUU7vcSsGvfC2KfnxnUU==",
        *mail.headers,
    ]
    return block(headers, multipart(boundary, [both, *map(_netease_file, mail.files)], b"\r\n"))


def _netease_file(file: File) -> bytes:
    name = words(file.name, "gb18030", "GBK")
    headers = [
        f'Content-Type: {file.type}; \r\n\tname="{name}"',
        "Content-Transfer-Encoding: base64",
        f'Content-Disposition: attachment; \r\n\tfilename="{name}"',
    ]
    return block(headers, base64_lines(file.data) + b"\r\n")


def _netease_html(mail: Mail) -> str:
    clouds = "".join(_netease_cloud(cloud) for cloud in mail.clouds)
    text = "".join(f"<div>{escape(line) or '<br>'}</div>" for line in mail.text.split("\n"))
    return f'<div style="line-height:1.7;color:#000000;font-size:14px">{text}</div>{clouds}'


def _netease_cloud(cloud: Cloud) -> str:
    page = "https://mail.163.com/large-attachment-download/index.html"
    link = f"{page}?p=X-NETEASE-HUGE-ATTACHMENT&amp;file={cloud.key}"
    name, ends = escape(cloud.name), int(cloud.expires.timestamp() * 1000)
    return (
        '<div id="divNeteaseBigAttach" style="clear:both;padding:4px">'
        "<div><b>从网易163邮箱发来的超大附件</b></div>\n"
        f'<div><a href="{link}" target="_blank" filename="{name}" filesize="{cloud.size}" '
        f'expiretime="{ends}">{name}</a>'
        f'<span style="color:#bbb"> ({cloud.shown_size}, {cloud.shown_expiry})</span></div>\n'
        f'<div><a href="{link}" target="_blank">下载</a></div></div>'
    )
