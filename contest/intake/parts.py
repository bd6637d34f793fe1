"""The tree of a mail's parts, as offsets: structure without content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from contest.intake.headers import Budget, Headers, read_headers
from contest.intake.parameters import split_value, text_of
from contest.intake.scan import Scan
from contest.intake.stretch import Stretch

NESTED = {"message/rfc822", "message/global"}
"""Types of a part that is a mail."""
IDENTITY = {"", "7bit", "8bit", "binary"}


@dataclass(frozen=True, slots=True)
class Part:
    """One node: a leaf with bytes, or a multipart or nested mail with ``parts``.

    ``body`` is the encoded content. ``name`` is the file name as received (may hold control
    characters and path parts), None where there is none. ``cut`` says that the boundary that
    should end this part never came. ``within`` is the type of the enclosing multipart.
    """

    headers: Headers
    type: str
    parameters: Mapping[str, bytes]
    disposition: str
    encoding: str
    name: str | None
    named_clean: bool
    body: Stretch
    within: str = ""
    cut: bool = False
    parts: tuple[Part, ...] = field(default=())

    @property
    def is_mail(self) -> bool:
        """Whether this is a nested mail; its one part is that mail's root."""
        return self.type in NESTED and bool(self.parts)


def read_parts(stretch: Stretch, scan: Scan, budget: Budget) -> Part:
    """The root of a mail's tree. Limits exceeded are noted in ``budget``. Raises OSError."""
    return _read(stretch, scan, budget, default="text/plain", within="", cut=False)


def leaves(part: Part) -> Iterator[Part]:
    """The leaves in order, without those of nested mails; a nested mail comes as itself."""
    if part.is_mail or not part.parts:
        yield part
        return
    for inner in part.parts:
        yield from leaves(inner)


def _read(
    stretch: Stretch, scan: Scan, budget: Budget, *, default: str, within: str, cut: bool
) -> Part:
    budget.parts -= 1
    headers, start = read_headers(stretch, budget)
    body = stretch.inside(start, stretch.end)
    kind, parameters = split_value(headers.get("content-type") or b"")
    disposition, placed = split_value(headers.get("content-disposition") or b"")
    name, clean = text_of(placed, "filename")
    if not name:
        name, clean = text_of(parameters, "name")
    if kind.count("/") != 1:
        kind = "application/octet-stream" if name else default
    if kind == "message/partial" and parameters.get("number", b"").strip() == b"1":
        kind = "message/rfc822"  # a mail sent in pieces: the first begins it (RFC 2046, 5.2.2)
    encoding = split_value(headers.get("content-transfer-encoding") or b"")[0]
    inner: tuple[Part, ...] = ()
    if kind.startswith("multipart/") or (kind in NESTED and encoding in IDENTITY):
        if budget.depth <= 0:
            budget.exceeded.add("depth")
        else:
            budget.depth -= 1
            inner = tuple(_inner(body, scan, budget, kind, parameters, cut=cut))
            budget.depth += 1
    return Part(
        headers=headers,
        type=kind,
        parameters=parameters,
        disposition=disposition,
        encoding=encoding,
        name=name or None,
        named_clean=clean,
        body=body,
        within=within,
        cut=cut,
        parts=inner,
    )


def _inner(
    body: Stretch,
    scan: Scan,
    budget: Budget,
    kind: str,
    parameters: Mapping[str, bytes],
    *,
    cut: bool,
) -> Iterator[Part]:
    if kind in NESTED:
        yield _read(body, scan, budget, default="text/plain", within=kind, cut=cut)
        return
    default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
    for stretch, is_cut in _pieces(body, scan, parameters.get("boundary", b"")):
        if budget.parts <= 0:
            budget.exceeded.add("parts")
            return
        yield _read(stretch, scan, budget, default=default, within=kind, cut=is_cut)


def _pieces(body: Stretch, scan: Scan, boundary: bytes) -> Iterator[tuple[Stretch, bool]]:
    """What stands between the boundary lines, and whether its closing line is missing."""
    if not boundary:
        return
    line = (b"--" + boundary).rstrip()
    marks = scan.find(line, body.start, body.end)
    ends = scan.find(line + b"--", marks[0].start, body.end) if marks else []
    stop = ends[0].start if ends else body.end
    marks = [mark for mark in marks if mark.start < stop]
    for number, mark in enumerate(marks):
        if number + 1 < len(marks):
            yield body.inside(mark.after, marks[number + 1].before), False
        elif ends:
            yield body.inside(mark.after, ends[0].before), False
        else:
            yield body.inside(mark.after, body.end), True
