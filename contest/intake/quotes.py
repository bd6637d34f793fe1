"""What the sender wrote himself, and where the mail he answers or passes on begins."""

from __future__ import annotations

import re

_MARKS = tuple(
    re.compile(mark, re.IGNORECASE)
    for mark in (
        # ----- 原始邮件 -----, ---- Original Message ----, ---- 回复的原邮件 ----
        r"\s{0,20}-{2,60}\s{0,9}(?:原始邮件|原始信息|原邮件|回复的原邮件|转发的原邮件|转发邮件信息|"
        r"转发的邮件|Original Message|Original Mail|Replied Message|Forwarded Message)",
        # 开始转发的邮件：, Begin forwarded message:
        r"\s{0,20}(?:开始转发的?邮件|下面是被转发的邮件|Begin forwarded message)\s{0,9}[:：]",
        r"\s{0,20}[*_]{0,2}(?:发件人|寄件者|寄件人)[*_]{0,2}\s{0,9}[:：]",
        r"\s{0,20}(?:在|于|On |At ).{0,300}(?:写道|wrote|写到)\s{0,9}[:：]\s*\Z",
        r".{0,300}(?:写道|wrote)\s{0,9}[:：]\s*\Z",
    )
)
_SIGNS = re.compile(
    "原始|原邮件|转发|发件人|寄件|写道|写到|[Ww][Rr][Oo][Tt][Ee]|[Ff][Rr][Oo][Mm][*_]{0,2}:|"
    "(?:[Oo][Rr][Ii][Gg][Ii][Nn][Aa][Ll]|[Rr][Ee][Pp][Ll][Ii][Ee][Dd]|[Ff][Oo][Rr][Ww][Aa][Rr][Dd]"
    "[Ee][Dd]) [Mm]"
)
"""Without any of these no line can begin a quoted mail: most mails are looked at no further."""
_ENGLISH_FROM = re.compile(r"\s{0,20}[*_]{0,2}From[*_]{0,2}:", re.IGNORECASE)
_ENGLISH_NEXT = re.compile(r"\s{0,20}[*_]{0,2}(?:Sent|Date|To|Subject)[*_]{0,2}:", re.IGNORECASE)
_BEGINS = re.compile(r"\s{0,20}(?:在|于|On |At )")
_LONGEST = 1_000


def quoted_from(text: str) -> int:
    """The offset at which the quoted mail begins, the length of ``text`` if there is none."""
    if _SIGNS.search(text) is None:
        return len(text)
    at = 0
    previous, previous_at = "", 0
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        short = line[:_LONGEST]
        if short.strip():
            hit = next((mark for mark in _MARKS if mark.match(short)), None)
            if hit is _MARKS[-1] and _BEGINS.match(previous):
                return previous_at  # 在 2025年8月25日，张三 / <…> 写道：
            if hit is not None:
                return at
            if _ENGLISH_FROM.match(short) and any(
                _ENGLISH_NEXT.match(later[:_LONGEST]) for later in lines[number + 1 : number + 4]
            ):
                return at
            previous, previous_at = short, at
        at += len(line)
    return at


def own_words(text: str) -> str:
    """``text`` without the quoted mail and without lines that begin with ``>``."""
    lines = text[: quoted_from(text)].splitlines()
    return "\n".join(line.rstrip() for line in lines if not line.lstrip().startswith(">")).strip()
