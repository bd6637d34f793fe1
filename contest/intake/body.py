"""The words of a mail: its text, its links, and what of both the sender wrote himself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo

from contest.intake.charsets import decode
from contest.intake.links import links_in
from contest.intake.markup import Anchor, Page, read_page
from contest.intake.parameters import text_of
from contest.intake.parts import Part
from contest.intake.quotes import own_words, quoted_from
from contest.intake.transfer import decoded
from contest.model import ReceivedFile

TEXT_BYTES = 64 << 10
"""Bytes read of a text part for its words."""
LINK_BYTES = 1 << 20
"""Bytes read of an HTML part for its links, which stand at its end."""
MOST_PARTS = 8
KEPT = 2_000
"""Characters kept of what the sender wrote."""


@dataclass(frozen=True, slots=True)
class Body:
    """``text`` is the sender's own, at most ``KEPT`` characters; ``links`` are files behind
    known addresses; ``html`` is the source of the pages, for the images it shows."""

    text: str = ""
    links: tuple[ReceivedFile, ...] = ()
    html: str = ""


def is_text(part: Part) -> bool:
    """Whether a leaf is something to read rather than a file."""
    return (
        part.type.startswith(("text/", "multipart/"))
        and part.name is None
        and part.disposition != "attachment"
    )


def read_body(leaves: Iterable[Part], zone: tzinfo, *, passed_on: bool) -> Body:
    """Reads the text leaves. Plain text wins over a page that says the same.

    Links in the quoted part are marked as old, unless the mail passes another one on. Raises
    OSError.
    """
    plain: list[str] = []
    pages: list[Page] = []
    sources: list[str] = []
    for part in leaves:
        if not is_text(part) or len(plain) + len(pages) >= MOST_PARTS:
            continue
        if part.type == "text/html":
            source = _text(part, LINK_BYTES)
            sources.append(source)
            pages.append(read_page(source))
        elif part.type != "text/css" and part.type != "text/calendar":
            plain.append(_text(part, TEXT_BYTES))
    links: list[ReceivedFile] = []
    quoted: list[ReceivedFile] = []
    for text, anchors in (
        *((page.text, page.anchors) for page in pages),
        *((text, []) for text in plain),
    ):
        limit = len(text) if passed_on else quoted_from(text)
        kept = [anchor for anchor in anchors if anchor.at <= limit]
        links += links_in(text[:limit], kept, zone)
        quoted += links_in(text[limit:], _from(anchors, limit), zone) if limit < len(text) else ()
    text = own_words("\n".join(plain))
    if not text:
        text = own_words("\n".join(page.text[:TEXT_BYTES] for page in pages))
    old = [link._replace(old=True, video=False) for link in quoted]
    return Body(text[:KEPT], _once([*links, *old]), "".join(sources))


def _from(anchors: Iterable[Anchor], start: int) -> list[Anchor]:
    """The anchors behind this place in a text, placed in what follows it."""
    return [anchor._replace(at=anchor.at - start) for anchor in anchors if anchor.at > start]


def _once(links: list[ReceivedFile]) -> tuple[ReceivedFile, ...]:
    """The same link in the page and in the plain text is one."""
    kept: dict[str, ReceivedFile] = {}
    for link in links:
        kept.setdefault(link.url or "", link)
    return tuple(kept.values())


def _text(part: Part, limit: int) -> str:
    gathered = bytearray()
    for piece in decoded(
        part.body.inside(part.body.start, part.body.start + 4 * limit), part.encoding
    ):
        gathered += piece
        if len(gathered) >= limit:
            break
    charset = text_of(part.parameters, "charset")[0]
    return decode(bytes(gathered[:limit]), charset)[0]
