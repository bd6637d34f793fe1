"""Keeps ``agreed.tsv``: what the subjects and file names of the corpus of real mails really say.

Our reader and two readings of the standard library look at every mail. Where all three agree, a row
is written if the header was encoded or has other letters than ASCII. Where they differ, a person
decides: the row then has the right value and why; run this again to see who reads it right.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32, default
from pathlib import Path
from typing import Any, NamedTuple

from contest.intake import receive, words
from contest.intake.base import Received
from contest.intake.headers import Budget
from contest.intake.parts import Part, read_parts
from contest.intake.scan import scan
from contest.intake.stretch import Stretch
from contest.model import Channel
from contest.rules import Rulebook

CORPUS = Path(__file__).parents[3] / "shared/corpus/mail"
TABLE = Path(__file__).with_name("agreed.tsv")
COLUMNS = ("path", "mail", "part", "what", "right", "read right by", "why")
ALL = "default, make_header, ours"
UNDECIDED = "undecided"

_BLANK = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*")
_LOST = re.compile("[\ufffd\ud800-\udfff]")


class Key(NamedTuple):
    """A subject or a file name: its file, the number of the mail in a mailbox, and of the part."""

    path: str
    mail: str
    part: str
    what: str

    @property
    def place(self) -> tuple[str, int, list[int], str]:
        """What keys are sorted by."""
        numbers = [int(number) for number in self.part.split(".") if number]
        return self.path, int(self.mail or 0), numbers, self.what


class Row(NamedTuple):
    """One line of the table."""

    key: Key
    right: str | None
    by: str
    why: str


class Said(NamedTuple):
    """How a peer reads a header, and whether it saw nothing wrong with it."""

    text: str
    clean: bool


class Compared(NamedTuple):
    """The three readings of one header, with its bytes."""

    key: Key
    ours: str | None
    default: Said | None
    header: Said | None
    raw: bytes

    @property
    def readings(self) -> dict[str, str | None]:
        """Who reads what."""
        return {
            "default": folded(self.default.text if self.default else None),
            "make_header": folded(self.header.text if self.header else None),
            "ours": folded(self.ours),
        }

    @property
    def agreed(self) -> bool:
        """Whether all read the same."""
        return len(set(self.readings.values())) == 1


def folded(text: str | None) -> str | None:
    """The text as it is compared: composed, white space as one space, None where nothing is."""
    if text is None:
        return None
    return re.sub(r"[ \t\r\n]+", " ", unicodedata.normalize("NFC", text)).strip(" ") or None


def compared() -> Iterator[Compared]:
    """Every subject and file name in the corpus that anybody finds."""
    for path in sorted(path for path in CORPUS.rglob("*") if path.is_file()):
        for number, raw, subject in _mails(path):
            ours = _ours(raw, subject)
            defaults = _peer(raw, default, _default)
            headers = _peer(raw, compat32, _header)
            for place in {**ours, **defaults, **headers}:
                text, header = ours.get(place, (None, b""))
                key = Key(path.relative_to(CORPUS).as_posix(), number, *place)
                yield Compared(key, text, defaults.get(place), headers.get(place), header)


def table() -> list[Row]:
    """The agreed table, without its last line."""
    return [
        Row(Key(*cells[:4]), json.loads(cells[4]), *cells[5:])
        for line in TABLE.read_text(encoding="utf-8").split("\n")[1:-2]
        if (cells := line.split("\t"))
    ]


def total() -> str:
    """The last line of the table."""
    return TABLE.read_text(encoding="utf-8").split("\n")[-2]


def total_of(found: Iterable[Compared], listed: set[Key]) -> str:
    """What was read, and a digest of what we read where the table has no row."""
    readings = sorted(found, key=lambda each: each.key.place)
    mails = len({each.key[:2] for each in readings})
    told = [each.key.what for each in readings if set(each.readings.values()) != {None}]
    subjects = told.count("subject")
    rest = [[*each.key, folded(each.ours)] for each in readings if each.key not in listed]
    digest = hashlib.sha256(json.dumps(rest).encode()).hexdigest()
    counts = f"{mails} mails, {subjects} subjects, {len(told) - subjects} file names"
    return f"# {counts}; without a row: {len(rest)}, sha256 {digest}"


def _mails(path: Path) -> Iterator[tuple[str, bytes, str | None]]:
    """The number and the bytes of each mail in a file, and its subject as we read it; the whole
    file if we find none in it."""
    items = receive([str(path)], stdin=None, given=None, rules=Rulebook(), keyed=False)
    found = False
    for item in items:
        if isinstance(item, Received) and item.raw and item.submission.channel is Channel.MAIL:
            found = True
            submission = item.submission
            yield submission.part or "", b"".join(item.raw()), submission.signals.subject
    if not found:
        yield "", path.read_bytes(), None


def _ours(raw: bytes, subject: str | None) -> dict[tuple[str, str], tuple[str, bytes]]:
    """Our reading of a mail with the bytes of each header: the subjects of it and of the mails in
    it, and the names of all parts."""
    if subject is None:
        return {}
    blank = _BLANK.match(raw)
    whole = Stretch("", blank.end() if blank else 0, len(raw), held=raw)
    found = {}
    for place, is_mail, part in _parts(read_parts(whole, scan(whole, keyed=False), Budget())):
        header = part.headers.get("subject") or b""
        if is_mail:
            text = words.one_line(words.decode_header(header)[0]) if place else subject
            found[place, "subject"] = (text, header)
        if part.name is not None:
            fields = [
                part.headers.get("content-disposition") or b"",
                part.headers.get("content-type") or b"",
            ]
            found[place, "file"] = (part.name, b"\n".join(fields))
    return found


def _parts(
    part: Part, place: str = "", *, is_mail: bool = True
) -> Iterator[tuple[str, bool, Part]]:
    yield place, is_mail, part
    for number, inner in enumerate(part.parts, 1):
        yield from _parts(inner, f"{place}.{number}".lstrip("."), is_mail=part.is_mail)


_Reading = Callable[[Message, str], Said | None]


def _peer(raw: bytes, policy: Any, read: _Reading) -> dict[tuple[str, str], Said]:
    """What the standard library finds under a policy."""
    try:
        nodes = list(_walk(message_from_bytes(raw, policy=policy)))
    except Exception:
        return {}
    found = {}
    for place, is_mail, message in nodes:
        for what in ("subject", "file") if is_mail else ("file",):
            try:
                said = read(message, what)
            except Exception as error:
                said = Said(type(error).__name__, clean=False)
            if said is not None:
                found[place, what] = said
    return found


def _walk(
    message: Message, place: str = "", *, is_mail: bool = True
) -> Iterator[tuple[str, bool, Message]]:
    yield place, is_mail, message
    if message.is_multipart():
        holds_mails = message.get_content_maintype() == "message"
        for number, inner in enumerate(message.get_payload(), 1):
            assert isinstance(inner, Message)
            yield from _walk(inner, f"{place}.{number}".lstrip("."), is_mail=holds_mails)


def _default(message: Message, what: str) -> Said | None:
    names = ("subject",) if what == "subject" else ("content-disposition", "content-type")
    headers: list[Any] = [message[name] for name in names if message[name] is not None]
    text = message["subject"] if what == "subject" else message.get_filename()
    if text is None:
        return None
    sound = not any(header.defects for header in headers)
    return Said(str(text), sound and not _LOST.search(str(text)))


def _header(message: Message, what: str) -> Said | None:
    value = message["subject"] if what == "subject" else message.get_filename()
    if value is None:
        return None
    text = str(make_header(decode_header(value)))
    return Said(text, not _LOST.search(text))


def _row(each: Compared, decided: Row | None) -> Row | None:
    if each.agreed:
        text = each.readings["ours"] or ""
        if not text.isascii() or b"=?" in each.raw or b"*=" in each.raw:
            return Row(each.key, text, ALL, "all agree")
        return None
    if decided is None or decided.by == ALL:
        return Row(each.key, None, "", UNDECIDED)
    right = [who for who, text in each.readings.items() if text == folded(decided.right)]
    return decided._replace(by=", ".join(right) or "nobody")


def _line(row: Row) -> str:
    right = row.right or ""
    plain = right.isprintable() and not _LOST.search(right)
    shown = json.dumps(row.right, ensure_ascii=not plain)
    return "\t".join((*row.key, shown, row.by, row.why))


def main() -> int:
    """Write the table anew, keeping what was decided; tell what nobody has decided."""
    found = list(compared())
    kept = {row.key: row for row in table()} if TABLE.exists() else {}
    seen = {each.key for each in found}
    rows = [row for each in found if (row := _row(each, kept.get(each.key)))]
    rows += [row._replace(by="nobody") for key, row in kept.items() if key not in seen]
    rows.sort(key=lambda row: row.key.place)
    last = total_of(found, {row.key for row in rows})
    lines = ["\t".join(COLUMNS), *map(_line, rows), last, ""]
    TABLE.write_text("\n".join(lines), encoding="utf-8")
    undecided = {row.key for row in rows if row.why == UNDECIDED}
    for each in found:
        if each.key in undecided:
            sys.stdout.write(f"{' '.join(each.key)}\n  {each.raw!r}\n")
            for who, text in each.readings.items():
                sys.stdout.write(f"  {who:12}{text!r}\n")
    sys.stdout.write(f"{last}\n")
    return 1 if undecided else 0


if __name__ == "__main__":
    sys.exit(main())
