"""HTML of a mail → its text and its links, in linear time.

Mail is hostile: ``html.parser`` of Python 3.11 needs quadratic time for some malformed input,
so this reads tags by plain searching, each character once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

_OPENING = re.compile(r"<(?=[a-zA-Z/!?])")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})")
_ATTRIBUTE = re.compile(
    r"(?<![-\w:.])([a-zA-Z_][-\w:.]{0,60})\s{0,9}=\s{0,9}(\"[^\"]*\"|'[^']*'|[^\s>]+)"
)
_SILENT = {
    name: re.compile(f"</{name}", re.IGNORECASE) for name in ("style", "script", "title", "xml")
}
_BREAKS = re.compile(
    "address|article|blockquote|br|center|d[dlt]|div|h[1-6r]|li|[ou]l|p|pre|section|table|t(?:body|r)"
)
_QUOTES = {"isreplycontent", "divrplyfwdmsg", "mail-editor-reference-message-container"}
_LONGEST_TAG = 8_000
_LONGEST_QUOTED = 4_000

QUOTE = "-----原始邮件-----"
"""The line that stands in the text where the markup says that a quoted mail begins."""


class Anchor(NamedTuple):
    """A link: where in the text its label ends, its address, its label, its attributes."""

    at: int
    url: str
    label: str = ""
    attributes: Mapping[str, str] = {}


@dataclass(slots=True)
class Page:
    """The text of a page, lines where its blocks are, and its links in order."""

    texts: list[str] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    length: int = 0

    @property
    def text(self) -> str:
        """The text, white space of the source folded."""
        return "".join(self.texts)

    def add(self, text: str) -> None:
        """Goes on with ``text``."""
        self.texts.append(text)
        self.length += len(text)

    def link(self, attributes: Mapping[str, str], first: int) -> None:
        """Ends a link whose label began with the piece ``first``."""
        label = " ".join("".join(self.texts[first:]).split())
        self.anchors.append(Anchor(self.length, attributes["href"].strip(), label, attributes))


def read_page(source: str) -> Page:
    """The text and links of an HTML source. Never raises."""
    page = Page()
    link: tuple[Mapping[str, str], int] | None = None
    for token in _tokens(source):
        if isinstance(token, str):
            # Line breaks of the source are white space; those of the page are tags.
            page.add(re.sub(r"[ \t\r\n\f]+", " ", html.unescape(token)))
            continue
        if link is not None and token.name == "a":
            page.link(*link)
            link = None
        if not token.closing:
            link = _opened(page, token) or link
        if _BREAKS.fullmatch(token.name):
            page.add("\n")
    if link is not None:
        page.link(*link)
    return page


def _opened(page: Page, tag: _Tag) -> tuple[Mapping[str, str], int] | None:
    """Notes what an opening tag says; the link that it begins, if it does."""
    if _is_quote(tag):
        page.add(f"\n{QUOTE}\n")
    if address := tag.attributes.get("downloadlink"):
        page.anchors.append(Anchor(page.length, address.strip(), "", tag.attributes))
    if tag.name == "a" and "href" in tag.attributes:
        return tag.attributes, len(page.texts)
    return None


class _Tag(NamedTuple):
    name: str
    closing: bool
    attributes: Mapping[str, str]


def _is_quote(tag: _Tag) -> bool:
    attributes = tag.attributes
    return (
        attributes.get("id", "").lower() in _QUOTES
        or "gmail_quote" in attributes.get("class", "")
        or (tag.name == "blockquote" and attributes.get("type") == "cite")
    )


def _tokens(source: str) -> Iterator[str | _Tag]:
    at = 0
    while at < len(source):
        start = _OPENING.search(source, at)
        if start is None:
            yield source[at:]
            return
        opening = start.start()
        if opening > at:
            yield source[at:opening]
        if source.startswith("<!--", opening):
            end = source.find("-->", opening + 4)
            at = end + 3 if end >= 0 else len(source)
            continue
        found = _TAG.match(source, opening)
        if found is None and source[opening + 1 : opening + 2] not in ("!", "?"):
            yield "<"
            at = opening + 1
            continue
        end = _tag_end(source, opening)
        if end < 0:
            return
        at = end + 1
        if found is not None:
            yield (tag := _tag(found, source[found.end() : end]))
            if not tag.closing and (silent := _SILENT.get(tag.name)) is not None:
                close = silent.search(source, at)
                at = close.start() if close else len(source)


def _tag_end(source: str, opening: int) -> int:
    """The ``>`` that ends a tag, -1 where there is none; one inside quotes doesn't count."""
    end = source.find(">", opening)
    if end >= 0 and source.count('"', opening, min(end, opening + _LONGEST_TAG)) % 2:
        quote = source.find('"', end, end + _LONGEST_QUOTED)
        later = source.find(">", quote, quote + _LONGEST_QUOTED) if quote >= 0 else -1
        return later if later >= 0 else end
    return end


def _tag(found: re.Match[str], rest: str) -> _Tag:
    attributes: dict[str, str] = {}
    if not found[1] and "=" in rest:
        for pair in _ATTRIBUTE.finditer(rest[:_LONGEST_TAG]):
            value = pair[2]
            value = value[1:-1] if value[0] in "\"'" and value[0] == value[-1] else value
            attributes.setdefault(pair[1].lower(), html.unescape(value))
    return _Tag(found[2].lower(), bool(found[1]), attributes)
