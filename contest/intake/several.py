"""One mail with several works → one submission for each."""

from __future__ import annotations

from collections.abc import Callable

from contest.intake.base import Received
from contest.intake.videos import stem_of
from contest.intake.words import one_line
from contest.model import Candidate


def split(received: Received, is_title: Callable[[str], bool]) -> tuple[Received, ...]:
    """One ``Received`` for each video when the titles stand in the names of at least two.

    A mail whose subject or text is itself a title has one work, however many files. Every
    video becomes a work of its own, those without a title too: none may get lost between the
    others. The files that are no videos (a table, a form) go with each. ``part`` gets the file
    name, ``key`` the number of the video, from 1.
    """
    submission = received.submission
    places = [place for place, file in enumerate(submission.files) if file.video]
    if len(places) < 2:
        return (received,)
    if any(is_title(item.text) for item in submission.candidates if item.where != "file"):
        return (received,)
    titles = {place: one_line(stem_of(submission.files[place].name)) for place in places}
    if sum(map(is_title, titles.values())) < 2:
        return (received,)
    contents = received.contents or (None,) * len(submission.files)
    works = []
    for number, place in enumerate(places, 1):
        file = submission.files[place]
        kept = [place, *(other for other in range(len(submission.files)) if other not in titles)]
        works.append(
            Received(
                submission._replace(
                    part="/".join(filter(None, (submission.part, file.name))),
                    key=f"{submission.key}:{number}",
                    candidates=(Candidate("file", titles[place]),),
                    files=tuple(submission.files[index] for index in kept),
                ),
                raw=received.raw,
                contents=tuple(contents[index] for index in kept),
            )
        )
    return tuple(works)
