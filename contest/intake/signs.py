"""What a mail's envelope says about its kind: a machine's, a list's, a reply, a forward."""

from __future__ import annotations

import re

from contest.intake.headers import Headers
from contest.model import Sender

_PREFIX = r"(?:{words})\s{{0,3}}(?:\[\d{{1,3}}\]|[(（]\d{{1,3}}[)）])?\s{{0,3}}[:：]"
_REPLY = re.compile(
    r"\s*" + _PREFIX.format(words="re|aw|sv|回复|答复|回覆|回復|答覆"), re.IGNORECASE
)
_FORWARD = re.compile(r"\s*" + _PREFIX.format(words="fw|fwd|wg|转发|轉寄|转寄"), re.IGNORECASE)
_AUTOMATIC = re.compile(
    r"\s*(?:自动回复|自動回覆|自动答复|Automatic reply|Auto(?:matic)?[- ]?(?:reply|response)|"
    r"Out of (?:the )?Office|外出自动回复)",
    re.IGNORECASE,
)
_BOUNCED = re.compile(
    r"\s*(?:系统退信|退信通知|Undeliver(?:able|ed)|Delivery Status Notif)", re.IGNORECASE
)
_POSTMASTERS = {"mailer-daemon", "postmaster", "mail-daemon"}


def is_reply(headers: Headers, subject: str) -> bool:
    """Whether the mail answers another one."""
    return bool(headers.get("in-reply-to") or headers.get("references") or _REPLY.match(subject))


def is_forward(subject: str) -> bool:
    """Whether the outermost prefix of the subject says that another mail is passed on."""
    return _FORWARD.match(subject) is not None


def automatic(headers: Headers, kind: str, subject: str, sender: Sender | None) -> str | None:
    """ "bounce", "auto-reply" or "list" for a machine's mail, None for a person's.

    ``kind`` is the mail's own content type.
    """
    mailbox = sender.address.partition("@")[0].lower() if sender else ""
    if kind == "multipart/report" or mailbox in _POSTMASTERS or _BOUNCED.match(subject):
        return "bounce"
    if _answers_by_itself(headers, subject):
        return "auto-reply"
    # An empty return path: nobody may answer. Vacation notes have it too, hence the order.
    if "".join(headers.text("return-path").split()) == "<>":
        return "bounce"
    precedence = headers.text("precedence").lower()
    if headers.get("list-id") or headers.get("list-unsubscribe"):
        return "list"
    return "list" if precedence in ("bulk", "list", "junk") else None


def _answers_by_itself(headers: Headers, subject: str) -> bool:
    submitted = headers.text("auto-submitted").lower()
    if submitted and not submitted.startswith("no"):
        return True
    if headers.get("x-autoreply") or headers.get("x-autorespond"):
        return True
    # X-Auto-Response-Suppress alone stands in every Exchange mail; the subject decides.
    return (
        headers.text("precedence").lower() in ("auto_reply", "auto-reply")
        or _AUTOMATIC.match(subject) is not None
    )
