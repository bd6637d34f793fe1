"""What an entry must bring besides its video: documents, and what a person ticks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from contest.checks.base import Case
from contest.checks.compare import comparable
from contest.checks.mail import archives_of
from contest.model import Channel, Fault, FileKind, ReceivedFile, Scalar
from contest.quantities import octets
from contest.rules import Document, Rulebook, Tick
from contest.titles.values import people_of

ENOUGH = 60
"""Characters of a mail's text that are more than a greeting, where nothing is named."""


def document_missing(case: Case) -> Iterable[Fault]:
    """A document that the call asks for is not there, or not often enough.

    It is told by its file name; a document under a name that says nothing is not found. Ask the
    entrant for it.
    """
    for document, files, wanted in () if case.gathered else _asked(case):
        if document.required and len(files) < wanted and not archives_of(case):
            args: dict[str, Scalar] = {"name": document.name, "found": len(files), "wanted": wanted}
            yield Fault(code="F101", args=args)


def perhaps_in_archive(case: Case) -> Iterable[Fault]:
    """A document was not found, but there is an archive in which it may be.

    Open the archive and look.
    """
    for document, files, wanted in () if case.gathered else _asked(case):
        if document.required and len(files) < wanted and archives_of(case):
            args: dict[str, Scalar] = {"name": document.name, "archive": archives_of(case)[0]}
            yield Fault(code="F102", args=args)


def wrong_format(case: Case) -> Iterable[Fault]:
    """A document has another ending than the call asks for."""
    for document, files, _ in _asked(case):
        for file in files:
            ending = file.name.rpartition(".")[2].lower()
            if document.formats and ending not in {f.lower().lstrip(".") for f in document.formats}:
                args: dict[str, Scalar] = {
                    "name": file.name,
                    "allowed": "、".join(document.formats),
                }
                yield Fault(code="F103", args=args)


def too_many(case: Case) -> Iterable[Fault]:
    """There are more documents of a sort than the call allows."""
    for document, files, _ in _asked(case):
        if document.most is not None and len(files) > document.most * persons(
            case.title.fields, document
        ):
            yield Fault(code="F104", args={"name": document.name, "number": len(files)})


def too_large(case: Case) -> Iterable[Fault]:
    """A document has more bytes than the call allows."""
    for document, files, _ in _asked(case):
        most = octets(document.largest)
        for file in files:
            if most is not None and file.size is not None and file.size > most:
                args: dict[str, Scalar] = {
                    "name": file.name,
                    "size": file.size,
                    "most": str(document.largest),
                }
                yield Fault(code="F105", args=args)


def too_long(case: Case) -> Iterable[Fault]:
    """A text has more characters than the call allows.

    Spaces are not counted. In the mail itself greetings count along, so there a person looks.
    """
    for document, files, _ in _asked(case):
        if document.longest is None:
            continue
        for file in files:
            if file.characters is not None and file.characters > document.longest:
                args: dict[str, Scalar] = {
                    "name": file.name,
                    "size": file.characters,
                    "most": document.longest,
                }
                yield Fault(code="F106", args=args)
        written = _written(case, document)
        if document.place != "file" and not files and written > document.longest:
            args = {"name": document.name, "size": written, "most": document.longest}
            yield Fault(code="F106", args=args, weight="review")


def open_tick(case: Case) -> Iterable[Fault]:
    """Something that only a person can see has not been looked at yet.

    “contest entries tick” notes who saw it and when; until then the entry waits.
    """
    return case.noticed("F107")


def brought(case: Case) -> dict[str, int]:
    """How many of each document the mail itself brings; text in the mail counts as one."""
    found = {}
    for document, files, wanted in _asked(case, whole=True):
        number = len(files) if files or wanted else 1
        if number:
            found[document.name] = number
    return found


def lacking(
    rules: Rulebook, fields: Mapping[str, str | None], there: Mapping[str, int], archive: str | None
) -> Iterator[Fault]:
    """What an entry lacks of the documents, all of its mails taken together; ``archive`` is the
    name of one that came with it, in which it may be."""
    for document in rules.documents:
        if not document.required or document.category not in {"", fields.get("category")}:
            continue
        wanted = document.least * persons(fields, document)
        found = there.get(document.name, 0)
        if found >= wanted:
            continue
        if archive is not None:
            yield Fault("F102", args={"name": document.name, "archive": archive})
        else:
            args: dict[str, Scalar] = {"name": document.name, "found": found, "wanted": wanted}
            yield Fault("F101", args=args)


def ticks_of(rules: Rulebook, category: str | None) -> Iterator[Tick]:
    """What a person ticks for an entry of this category."""
    return (t for t in rules.checklist if not t.category or t.category == category)


def _asked(
    case: Case, *, whole: bool = False
) -> Iterator[tuple[Document, list[ReceivedFile], int]]:
    """Each document that this mail must bring, the files that are one, and how many there must
    be of them. Text in the mail itself counts as one. With ``whole`` those of all categories: a
    mail that supplements an entry often doesn't name one."""
    if case.submission.channel is not Channel.MAIL:
        return
    category = case.title.fields.get("category")
    for document in case.rules.documents:
        if document.category and document.category != category and not whole:
            continue
        words = [comparable(word) or "" for word in document.words or (document.name,)]
        files = [
            f
            for f in case.submission.files
            if f.kind is FileKind.ATTACHMENT and _is_one(f, words, document)
        ]
        wanted = document.least * persons(case.title.fields, document)
        if document.place != "file" and not files and _written(case, document):
            wanted = 0
        if document.place == "body":
            files = []
        yield document, files, wanted


def _is_one(file: ReceivedFile, words: list[str], document: Document) -> bool:
    name = comparable(file.name) or ""
    if any(word in name for word in words):
        return True
    # Pictures and the like are told by their ending where the document has no words of its own.
    endings = {f.lower().lstrip(".") for f in document.formats}
    return "*" in document.words and name.rpartition(".")[2] in endings


def persons(fields: Mapping[str, str | None], document: Document) -> int:
    """For how many a document is wanted: once, or for everybody whom the title names."""
    if document.per == "entry":
        return 1
    names = {name for key in ("author", "members") for name in people_of(fields.get(key) or "")}
    return max(1, len(names))


def _written(case: Case, document: Document) -> int:
    """Characters of a text that stands in the mail itself, 0 where none does: from the word that
    names it to the word that names the next one, else all that is more than a greeting."""
    body = case.submission.signals.body
    starts = [at for word in document.words or (document.name,) if (at := body.find(word)) >= 0]
    if not starts:
        named = any(w in body for d in case.rules.documents for w in d.words or (d.name,))
        whole = len("".join(body.split()))
        return whole if whole >= ENOUGH and not named else 0
    first = min(starts)
    others = [
        at
        for other in case.rules.documents
        if other is not document
        for word in other.words or (other.name,)
        if (at := body.find(word, first + 1)) >= 0
    ]
    text = "".join(body[first : min(others, default=len(body))].split())
    label = max((len(word) for word in document.words or (document.name,)), default=0)
    return max(0, len(text) - label)


def without_samples(files: Iterable[ReceivedFile], rules: Rulebook) -> tuple[ReceivedFile, ...]:
    """The files of a mail, those that the call asks for besides the video (小样) no longer taken
    for the video itself."""
    wanted = [
        [comparable(word) or "" for word in document.words or (document.name,)]
        for document in rules.documents
    ]
    return tuple(
        file._replace(video=False)
        if file.video and any(w in (comparable(file.name) or "") for words in wanted for w in words)
        else file
        for file in files
    )
