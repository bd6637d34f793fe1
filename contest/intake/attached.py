"""The files of a mail: every leaf that is no text, every named part, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from contest.intake.archives import LIMITS, MOST, Inner, Unpacked, unzipped
from contest.intake.base import Chunks
from contest.intake.body import is_text
from contest.intake.documents import characters_of
from contest.intake.parts import Part
from contest.intake.stretch import SMALL
from contest.intake.tnef import unwrapped
from contest.intake.transfer import Content, decoded, head, measure
from contest.intake.videos import MAGIC, SUFFIXES, claims_video, looks_like_video, suffix_of
from contest.model import Fault, FileKind, ReceivedFile

_ZIPS = frozenset({"application/zip", "application/x-zip-compressed", "application/x-zip"})
_TNEFS = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
MOST_NESTED, LARGEST_NESTED = 4, 64 << 20
"""Zips inside an archive that are opened, and bytes of the largest of them."""
_NO_FILES = ("message/", "multipart/", "text/rfc822-headers")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file, the way to its decoded bytes, and what is wrong with it."""

    file: ReceivedFile
    contents: Chunks
    faults: tuple[Fault, ...]

    def without(self, what: str) -> Attached:
        """The archive, with what kept it from being opened whole, if anything did."""
        if not what:
            return self
        fault = Fault(code="S107", args={"name": self.file.name, "what": what})
        return replace(self, faults=(*self.faults, fault))


def files_of(leaves: Iterable[Part], html: str, *, counted: bool = True) -> Iterator[Attached]:
    """The files among the leaves. Images that the page ``html`` shows are none. Large ones are only
    ``counted`` where nobody will read them: reading tells their size and whether they are whole.
    Raises OSError."""
    for part in leaves:
        if part.is_mail or is_text(part) or _is_shown(part, html):
            continue
        if part.name is None and part.type.startswith(_NO_FILES):
            continue
        attached = _attached(part, counted=counted or len(part.body) <= SMALL)
        inside = unpacked(attached.file.name, part.type, attached.contents)
        yield attached if inside is None else attached.without(inside.what)
        if inside:
            yield from (_inside(file) for file in inside.files)


def unpacked(name: str, kind: str, contents: Chunks, depth: int = 2) -> Unpacked | None:
    """What is inside a zip or a winmail.dat, also one inside the other; None if it is neither.
    Raises OSError."""
    suffix = suffix_of(name)
    if suffix == ".zip" or (kind in _ZIPS and not suffix):
        found = unzipped(contents)
    elif kind in _TNEFS or name.lower() == "winmail.dat":
        found = unwrapped(contents)
    else:
        return None
    files: list[Inner] = []
    what = found.what
    opened = 0
    for file in found.files:
        files.append(file)
        if depth < 2 or suffix_of(file.name) != ".zip":
            continue
        opened += 1
        if opened > MOST_NESTED or file.size > LARGEST_NESTED:
            what = what or LIMITS  # each is found by reading the outer one again
            continue
        inner = unpacked(file.name, "", file.contents, depth - 1)
        if inner:
            files += inner.files
            what = what or inner.what
    return Unpacked(tuple(files[:MOST]), what)


def _inside(inner: Inner) -> Attached:
    file = ReceivedFile(
        name=inner.name,
        size=inner.size,
        kind=FileKind.ATTACHMENT,
        video=suffix_of(inner.name) in SUFFIXES,
    )
    return Attached(file, inner.contents, ())


def _attached(part: Part, *, counted: bool) -> Attached:
    name = part.name or ""
    size, whole = measure(part.body, part.encoding) if counted else (None, True)
    faults = []
    if not part.named_clean:
        faults.append(Fault(code="S103", args={"header": "filename"}))
    if not whole or part.cut:
        faults.append(Fault(code="S105", args={"name": name}))
    file = ReceivedFile(
        name=name,
        size=size,
        kind=FileKind.ATTACHMENT,
        video=claims_video(name, part.type)
        or looks_like_video(head(part.body, part.encoding, MAGIC)),
        characters=characters_of(name, decoded(part.body, part.encoding)),
    )
    return Attached(file, Content(part.body, part.encoding), tuple(faults))


def _is_shown(part: Part, html: str) -> bool:
    """A picture of the signature or the stationery: the page or the structure shows it."""
    if not part.type.startswith("image/"):
        return False
    content_id = part.headers.text("content-id").strip("<> ")
    if not content_id:
        return part.within == "multipart/related" and part.disposition != "attachment"
    return part.disposition != "attachment" or f"cid:{content_id}" in html
