"""From headers → who sent it."""

from __future__ import annotations

import re

from contest.intake.headers import Headers
from contest.intake.words import decode_header, one_line
from contest.model import Sender

_ANGLE = re.compile(rb"<\s*([^<>\s]{0,320})\s*>")
_BARE = re.compile(rb"[^\s<>,;:\"()\[\]]{1,64}@[^\s<>,;:\"()]{1,255}")
_COMMENT = re.compile(rb"\(([^()]{0,1000})\)")
_ID = re.compile(r"<([^<>\s]{1,900})>")
MOST_REFERENCES = 50


def sender_of(headers: Headers) -> tuple[Sender | None, bool]:
    """The first author of the mail, and whether the name was read with certainty.

    From, else Sender, else Reply-To; None where none of them names anybody.
    """
    for name in ("from", "sender", "reply-to"):
        raw = headers.get(name)
        if raw and (found := read_address(raw)) is not None:
            return found
    return None, True


def read_address(raw: bytes) -> tuple[Sender, bool] | None:
    """The first address of a raw header and whether its name is certain; None if it is empty."""
    raw = raw[:20_000]
    if (angle := _ANGLE.search(raw)) is not None:
        name, clean = decode_header(raw[: angle.start()].strip().strip(b'"'))
        address = angle[1]
    elif (bare := _BARE.search(raw)) is not None:
        comment = _COMMENT.search(raw)
        name, clean = decode_header(comment[1]) if comment else ("", True)
        address = bare[0]
    else:
        name, clean = decode_header(raw)
        address = b""
    name = one_line(name).strip("\"' ").replace('\\"', '"')
    text = decode_header(address)[0]
    return (Sender(name, text), clean) if name or text else None


def message_id(headers: Headers) -> str | None:
    """The Message-ID without its angle brackets; a malformed one as it stands."""
    text = headers.text("message-id")
    found = _ID.search(text)
    return (found[1] if found else text[:900]) or None


def references(headers: Headers) -> tuple[str, ...]:
    """The mails this one answers, without angle brackets: In-Reply-To, then References from
    the nearest back, at most ``MOST_REFERENCES``."""
    answered = _ID.findall(headers.text("in-reply-to"))
    thread = _ID.findall(headers.text("references"))
    return tuple(dict.fromkeys([*answered, *reversed(thread)]))[:MOST_REFERENCES]
