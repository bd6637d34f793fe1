"""One mail with several works → one submission for each; titles that stand in its tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from contest.intake.base import Received
from contest.intake.rolls import lines_in, may_list, whose
from contest.intake.videos import stem_of
from contest.intake.words import one_line
from contest.model import Candidate, Submission

IsTitle = Callable[[str], bool]
Write = Callable[[Mapping[str, str]], str]
"""Writes the values of a table's row as the contest's title."""


def split(
    received: Received, is_title: IsTitle, write: Write, labels: Mapping[str, str]
) -> tuple[Received, ...]:
    """One ``Received`` for each video when the titles stand in the names of at least two, or in a
    table that comes with them; and one for each further work of the table.

    A mail whose subject or text is itself a title has one work, however many files. Every
    video becomes a work of its own, those without a title too: none may get lost between the
    others. The files that are no videos (a table, a form) go with each. ``part`` gets the file
    name, ``key`` the number of the video, from 1. ``labels`` are what this contest calls its
    fields.
    """
    submission = received.submission
    names = {place: file.name for place, file in enumerate(submission.files) if file.video}
    if len(names) < 2 and not any(map(may_list, submission.files)):
        return (received,)
    if any(is_title(item.text) for item in submission.candidates if item.where != "file"):
        return (received,)
    titles = {place: one_line(stem_of(name)) for place, name in names.items()}
    named = [place for place, title in titles.items() if is_title(title)]
    if len(named) == len(names) == 1:
        return (received,)
    lines = lines_in(received, labels)
    found = whose(lines, names)
    if len(names) > 1 and len(named) < 2 and not lines:
        return (received,)
    if len(lines) == 1 and len(names) < 2:
        found = dict.fromkeys(names or [0], lines[0])
    if len(names) < 2 or len({*named, *found}) < 2:
        told = [Candidate("table", write(line.values)) for line in found.values()][:1]
        candidates = (*submission.candidates, *told)
        return (received._replace(submission=submission._replace(candidates=candidates)),)
    works = []
    for number, (place, title) in enumerate(titles.items(), 1):
        candidates = (Candidate("file", title),)
        if line := found.get(place):
            candidates += (Candidate("table", write(line.values)),)
        works.append(_work(received, place, submission.files[place].name, number, candidates))
    rest = [line for line in lines if line not in found.values()]
    for number, line in enumerate(rest, len(works) + 1):
        candidates = (Candidate("table", write(line.values)),)
        works.append(_work(received, None, line.place, number, candidates))
    return tuple(works)


def _work(
    received: Received,
    place: int | None,
    part: str,
    number: int,
    candidates: tuple[Candidate, ...],
) -> Received:
    """One of several works: the video at this place, if any, and all files that are none."""
    submission = received.submission
    contents = received.contents or (None,) * len(submission.files)
    others = [at for at, file in enumerate(submission.files) if not file.video]
    kept = others if place is None else [place, *others]
    one: Submission = submission._replace(
        part="/".join(filter(None, (submission.part, part))),
        key=f"{submission.key}:{number}",
        candidates=candidates,
        files=tuple(submission.files[at] for at in kept),
    )
    return received._replace(submission=one, contents=tuple(contents[at] for at in kept))
