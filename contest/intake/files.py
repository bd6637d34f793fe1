"""A video file → a submission whose title is the file's name."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from contest.intake.base import Item, Received
from contest.intake.charsets import shown
from contest.intake.stretch import Stretch, whole
from contest.intake.terms import Terms, senseless
from contest.intake.transfer import Content
from contest.intake.videos import stem_of
from contest.intake.words import one_line
from contest.model import Candidate, Channel, FileKind, ReceivedFile, Signals, Submission


def read_video(path: str, terms: Terms) -> Iterator[Item]:
    """The file; its own dates say nothing about when it was handed in. Raises OSError.

    The key is made of bytes and name: a corrected name is a new submission of the same bytes.
    """
    stretch = whole(path)
    if not len(stretch):
        yield senseless(path, Channel.FILE, "S101")
        return
    name = shown(Path(path).name)
    title = one_line(stem_of(name))
    chunks = Content(stretch, "")
    yield Received(
        Submission(
            source=shown(path),
            part=None,
            channel=Channel.FILE,
            key=_key(stretch, name) if terms.keyed else "",
            candidates=(Candidate("file", title),) if title else (),
            times=terms.times(),
            files=(
                ReceivedFile(name=name, size=len(stretch), kind=FileKind.ATTACHMENT, video=True),
            ),
            signals=Signals(subject=title),
        ),
        raw=chunks,
        contents=(chunks,),
    )


def _key(stretch: Stretch, name: str) -> str:
    digest = hashlib.sha256()
    for piece in stretch.pieces():
        digest.update(piece)
    return f"{Channel.FILE}:{digest.hexdigest()}:{_short(name)}"


def _short(name: str) -> str:
    # A Mac takes the accents apart; the name is the same.
    return hashlib.sha256(unicodedata.normalize("NFC", name).encode()).hexdigest()[:16]
