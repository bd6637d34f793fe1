"""One mail, anywhere in a file → a submission."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from contest.intake.addresses import message_id, references, sender_of
from contest.intake.attached import Attached, files_of
from contest.intake.base import Received
from contest.intake.body import KEPT, Body, read_body
from contest.intake.charsets import shown
from contest.intake.clock import hop_time, parse_date, unread_hop
from contest.intake.enclosed import enclosed
from contest.intake.headers import KNOWN, Budget, Headers
from contest.intake.parts import Part, leaves, read_parts
from contest.intake.scan import Scan, scan
from contest.intake.signs import automatic, is_forward, is_reply
from contest.intake.stretch import Stretch, in_memory, stamp
from contest.intake.terms import Terms, senseless
from contest.intake.videos import says_nothing, stem_of
from contest.intake.words import decode_header, one_line
from contest.model import (
    Candidate,
    Channel,
    Clock,
    Fault,
    ReceivedFile,
    Sender,
    Signals,
    Submission,
    Times,
)
from contest.titles.archives import archive_stem, is_archive

_BLANK = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]{0,9}\r?\n){0,5}")
"""What some programs write before the first header."""
_BODY_LINES = 5
_BODY_LINE = 200


@dataclass(frozen=True, slots=True)
class _Letter:
    """A mail or a nested mail, read."""

    type: str
    headers: Headers
    subject: str
    sender: Sender | None
    body: Body
    attached: tuple[Attached, ...]
    nested: tuple[Part, ...]
    faults: tuple[Fault, ...]

    @property
    def files(self) -> tuple[ReceivedFile, ...]:
        return (*(item.file for item in self.attached), *self.body.links)


def read_mail(stretch: Stretch, part: str | None, terms: Terms) -> Received:
    """The mail in a stretch of a file; of one that passes several others on, the first of those.
    What makes no sense becomes faults. Raises OSError."""
    return next(read_mails(stretch, part, terms))


def read_mails(stretch: Stretch, part: str | None, terms: Terms) -> Iterator[Received]:
    """The mail in a stretch of a file, or the mails that it passes on: several that bring a work
    each are a submission each. What makes no sense becomes faults. Raises OSError.

    A mail that only passes another one on as an attachment (S110) counts as that other mail,
    but came when it came: its times are those of the outer one.
    """
    if not len(stretch):
        yield senseless(stretch.path, Channel.MAIL, "S101", part)
        return
    stretch = in_memory(stretch)
    before = stamp(stretch)
    boundaries = scan(stretch, keyed=terms.keyed)
    key = f"{Channel.MAIL}:{boundaries.digest}" if terms.keyed else ""
    if key and terms.familiar is not None and terms.familiar(key, terms.internaldate):
        source = shown(stretch.path)
        yield Received(Submission(source, part, Channel.MAIL, key), familiar=True)
        return
    budget = _budget(boundaries)
    blank = _BLANK.match(stretch.head(64))
    first = stretch.start + (blank.end() if blank else 0)
    root = read_parts(stretch.inside(first, stretch.end), boundaries, budget)
    if not any(name in KNOWN for name, _ in root.headers.fields):
        yield senseless(stretch.path, Channel.MAIL, "S102", part)
        return

    def digest() -> str | None:
        """The hash that the scan has taken, as long as the file is the same."""
        return boundaries.digest if before and stamp(stretch) == before else None

    outer = _letter(root, terms, budget)
    inner = [_letters(each, terms, budget) for each in outer.nested]
    passed_on = root.type != "multipart/report" and not any(f.video for f in outer.files)
    several = passed_on and sum(map(_brings, inner)) > 1
    if several and not automatic(root.headers, root.type, outer.subject, outer.sender):
        with terms.scratch.held():
            for number, (chain, others) in enumerate(inner, 1):
                place = "/".join(filter(None, (part, str(number))))
                mail = _Mail(stretch, place, f"{key}:{number}" if key else "", digest)
                yield _received(mail, [outer, *chain], others, budget, terms)
        return
    chain, others = [outer], []
    for number, (more, yet_more) in enumerate(inner):
        if passed_on and number == 0:
            chain, others = [outer, *more], yet_more
        elif root.type != "multipart/report":
            others += more + yet_more
    yield _received(_Mail(stretch, part, key, digest), chain, others, budget, terms)


def _budget(boundaries: Scan) -> Budget:
    """What may be spent on a mail, of which its boundaries may have taken all."""
    budget = Budget()
    if boundaries.overflow:
        budget.exceeded.add("boundaries")
    return budget


class _Mail(NamedTuple):
    """Where a submission's mail lies, and the identity of what arrived."""

    stretch: Stretch
    part: str | None
    key: str
    digest: Callable[[], str | None] | None


def _received(
    mail: _Mail, chain: list[_Letter], others: list[_Letter], budget: Budget, terms: Terms
) -> Received:
    """The submission that a mail is, with the mails that it passes on."""
    outer, inner = chain[0], chain[-1]
    read = (*reversed(chain), *others)
    attached = [item for letter in read for item in letter.attached]
    links = _once(link for letter in read for link in letter.body.links)
    files = (*(item.file for item in attached), *links)
    faults = [fault for letter in (*chain, *others) for fault in letter.faults]
    faults += [Fault(code="S104", args={"what": what}) for what in sorted(budget.exceeded)]
    times, unread = _times(outer.headers, terms)
    if unread is not None and times.received_by not in {Clock.GIVEN, Clock.INTERNALDATE}:
        faults.append(Fault(code="D111", args={"value": unread}))
    if inner is not outer:
        faults.append(Fault(code="S110", args={"subject": inner.subject}))
    submission = Submission(
        source=shown(mail.stretch.path),
        part=mail.part,
        channel=Channel.MAIL,
        key=mail.key,
        candidates=candidates_of([(letter.subject, letter.body.text) for letter in chain], files),
        sender=inner.sender or outer.sender,
        times=times,
        files=files,
        faults=_distinct(faults),
        signals=Signals(
            subject=outer.subject,
            body="\n".join(filter(None, (letter.body.text for letter in chain)))[:KEPT],
            automatic=automatic(outer.headers, outer.type, outer.subject, outer.sender),
            reply=is_reply(outer.headers, outer.subject),
        ),
        message_id=message_id(outer.headers),
        references=references(outer.headers),
    )
    return Received(
        submission,
        raw=mail.stretch.pieces,  # as it arrived, also what an mbox has escaped
        contents=(*(item.contents for item in attached), *(None for _ in links)),
        digest=mail.digest,
    )


def _letters(root: Part, terms: Terms, budget: Budget) -> tuple[list[_Letter], list[_Letter]]:
    """The mail with the mails it passes on, outermost first, and other mails nested in them.

    A mail with a video of its own passes nothing on, and a bounce only returns what failed.
    """
    letter = _letter(root, terms, budget)
    if root.type == "multipart/report":
        return [letter], []
    inner = [_letters(each, terms, budget) for each in letter.nested]
    own = any(file.video for file in letter.files)
    first = [] if own or not inner else inner[0][0]
    others = [item for chain, more in inner for item in (*chain, *more)]
    if first:
        others = [*inner[0][1], *others[len(first) + len(inner[0][1]) :]]
    return [letter, *first], others


def _brings(letters: tuple[list[_Letter], list[_Letter]]) -> bool:
    """Whether a mail that is passed on brings a work."""
    chain, others = letters
    return any(file.video for letter in (*chain, *others) for file in letter.files)


def _letter(root: Part, terms: Terms, budget: Budget) -> _Letter:
    found = list(leaves(root))
    mails = [(leaf, enclosed(leaf, terms.scratch, budget)) for leaf in found]
    found = [leaf for leaf, mail in mails if mail is None]
    subject, subject_clean = decode_header(root.headers.get("subject") or b"")
    subject = one_line(subject)
    sender, sender_clean = sender_of(root.headers)
    body = read_body(found, terms.zone, passed_on=is_forward(subject))
    attached = tuple(files_of(found, body.html, counted=not terms.keyed))
    faults = [
        Fault(code="S103", args={"header": name})
        for name, clean in (("subject", subject_clean), ("from", sender_clean))
        if not clean
    ]
    return _Letter(
        type=root.type,
        headers=root.headers,
        subject=subject,
        sender=sender,
        body=body,
        attached=attached,
        nested=tuple(mail for _, mail in mails if mail is not None),
        faults=(*faults, *(fault for item in attached for fault in item.faults)),
    )


def _times(headers: Headers, terms: Terms) -> tuple[Times, str | None]:
    """The instants of a mail, and what the server wrote for one that is none."""
    lines = [line.decode("utf-8", "replace") for line in headers.all("received")]
    times = terms.times(
        sent=parse_date(headers.text("date"), terms.zone),
        hop=hop_time(lines, terms.hosts, terms.zone),
    )
    unread = None if times.hop else unread_hop(lines, terms.hosts, terms.zone)
    return times, unread


def candidates_of(
    texts: Sequence[tuple[str, str]], files: Sequence[ReceivedFile]
) -> tuple[Candidate, ...]:
    """Where a title may stand, the likeliest first, each text once. ``texts`` are subject and body
    of the mail and of the mails that it passes on, the outermost first."""
    found = [Candidate("subject", subject) for subject, _ in reversed(texts)]
    found += [
        Candidate("file", one_line(stem_of(file.name)))
        for file in files
        if file.video and not says_nothing(file.name)
    ]
    found += [
        Candidate("archive", one_line(archive_stem(file.name)))
        for file in files
        if is_archive(file.name)
    ]
    for _, body in texts:
        lines = [line.strip() for line in body.splitlines() if line.strip()]
        found += [Candidate("body", line[:_BODY_LINE]) for line in lines[:_BODY_LINES]]
    kept: dict[tuple[str, str], Candidate] = {}
    for candidate in found:
        if candidate.text:
            kept.setdefault((candidate.where, candidate.text), candidate)
    return tuple(kept.values())


def _once(links: Iterable[ReceivedFile]) -> tuple[ReceivedFile, ...]:
    kept: dict[str | None, ReceivedFile] = {}
    for link in links:
        known = kept.get(link.url)
        if known is None or known.old:
            kept[link.url] = link
    return tuple(kept.values())


def _distinct(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple({(fault.code, *fault.args.items()): fault for fault in faults}.values())
