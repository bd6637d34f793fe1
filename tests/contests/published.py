"""Reads the contests of this folder and tries their cases.

``NN-name.toml`` is a contest.toml; ``NN-name.cases.toml`` beside it says

- ``[clauses]``: for each thing that the published call says (the keys of the call's record), how
  the rulebook says it, one text a clause: ``program: SETTING`` (checked by the program),
  ``tick: NAME`` (a person ticks it for each entry), ``people: SETTING`` (written down for people:
  scoring, duties, other ways in) or ``unsaid: WHY``;
- ``[good]``: a submission that is accepted;
- ``[[bad]]``: what differs from it, and the codes that are then found (errors and reviews);
- ``[[quota]]``: several works, and which of them (from 1) are too many.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from contest.checks import judge
from contest.checks.quotas import Work, exceeding
from contest.desk.validate import Desk
from contest.intake.mail import candidates_of
from contest.model import (
    Candidate,
    Channel,
    Clock,
    FileKind,
    Media,
    ReceivedFile,
    Report,
    Sender,
    Signals,
    Submission,
    Times,
)
from contest.quantities import instant, octets
from contest.rulebook.load import Reading, examine
from contest.rules import Rulebook

HERE = Path(__file__).parent
SORTS = ("program", "tick", "people", "unsaid")
KEYS = frozenset({"about", "codes", "field", "verdict", "fields", "warnings"})
"""What a case expects; everything else in it is the submission."""


@dataclass(frozen=True)
class Published:
    """One contest: its number in the records, its rules and its cases."""

    number: int
    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @cached_property
    def reading(self) -> Reading:
        return examine(self.path)

    @property
    def rules(self) -> Rulebook:
        assert self.reading.rules is not None, self.reading.problems
        return self.reading.rules

    @cached_property
    def cases(self) -> dict[str, Any]:
        text = self.path.with_name(f"{self.name}.cases.toml").read_text("utf-8")
        return tomllib.loads(text)

    def clauses(self) -> Iterator[tuple[str, str, str]]:
        """Each clause as (key of the record, sort, what it refers to)."""
        for key, clauses in self.cases["clauses"].items():
            for clause in clauses:
                sort, _, what = clause.partition(": ")
                yield key, sort, what

    def submissions(self) -> Iterator[dict[str, Any]]:
        """The good submission, then each bad one: the good one with what differs."""
        good = {"about": "as the call asks", "codes": [], **self.cases["good"]}
        yield good
        for bad in self.cases.get("bad", []):
            media = {**good.get("media", {}), **bad.get("media", {})}
            yield {**{k: v for k, v in good.items() if k not in KEYS}, **bad, "media": media}


def all_published() -> list[Published]:
    """Every contest of the folder, by number."""
    found = [p for p in HERE.glob("*.toml") if "." not in p.stem]  # no cases, no profiles
    return sorted(
        (Published(int(path.name[:2]), path) for path in found), key=lambda one: one.number
    )


def report_on(case: Mapping[str, Any], rules: Rulebook) -> Report:
    """What the program says of the submission that a case describes."""
    desk = Desk.of(rules)
    given = desk.case(submission(case, rules))
    media = measured(case.get("media", {})) if case.get("media") else None
    return judge(given._replace(media=(media,) if media else None))


def submission(case: Mapping[str, Any], rules: Rulebook) -> Submission:
    """A submission as intake would make it."""
    zone = ZoneInfo(rules.contest.timezone)
    channel = Channel(case.get("channel", "mail"))
    received = _instant(case.get("received"), zone)
    sent = _instant(case.get("sent"), zone) or received
    files = tuple(_file(one) for one in case.get("files", []))
    subject, body = case.get("subject", ""), case.get("body", "")
    if channel is Channel.MAIL:
        candidates = candidates_of([(subject, body)], files)
    else:
        candidates = (Candidate("text" if channel is Channel.POST else "file", subject),)
    by = Clock.RECEIVED if channel is Channel.MAIL else Clock.GIVEN
    return Submission(
        source="case",
        part=None,
        channel=channel,
        key="case",
        candidates=candidates,
        sender=Sender("", case.get("sender", "author@school.example")),
        times=Times(sent, received, by if received else None, hop=received),
        files=files,
        signals=Signals(subject=subject, body=body),
        duration=case.get("stated"),
    )


def _instant(text: str | None, zone: ZoneInfo) -> datetime | None:
    return instant(text, zone, end=False)


def _file(given: str | Mapping[str, Any]) -> ReceivedFile:
    described: Mapping[str, Any] = {"name": given} if isinstance(given, str) else given
    name = described["name"]
    return ReceivedFile(
        name=name,
        size=octets(described.get("size", "50 MB")),
        kind=FileKind(described.get("kind", "attachment")),
        video=name.lower().endswith((".mp4", ".mov", ".avi", ".wmv", ".mpg", ".flv", ".mkv")),
        characters=described.get("characters"),
    )


def measured(given: Mapping[str, Any]) -> Media:
    """A video that is fine in every other way."""
    rate = given.get("frame_rate", "25")
    return Media(
        path="case.mp4",
        sha256="ab" * 32,
        size=octets(given.get("size", "150 MB")),
        container=given.get("container", "mp4"),
        duration=float(given.get("duration", 120)),
        declared=float(given.get("duration", 120)),
        width=given.get("width", 1920),
        height=given.get("height", 1080),
        rotation=0,
        frame_rate=Fraction(rate),
        video_codec=given.get("video_codec", "h264"),
        audio_codec=given.get("audio_codec", "aac"),
        audio_channels=2,
        bit_rate=given.get("bit_rate", 8_000_000),
    )


def codes_of(report: Report) -> list[str]:
    """The codes of all errors and reviews, each once."""
    found = (*report.findings, *(f for m in report.media for f in m.findings))
    return sorted({f.code for f in found if f.severity.value in {"error", "review"}})


def warnings_of(report: Report) -> list[str]:
    """The codes of all warnings, each once."""
    found = (*report.findings, *(f for m in report.media for f in m.findings))
    return sorted({f.code for f in found if f.severity.value == "warning"})


def too_many(case: Mapping[str, Any], rules: Rulebook) -> list[int]:
    """Which works of a quota case (from 1) are too many."""
    works = [
        Work(number, dict(fields), f"2025-01-01T00:00:{number:02}", fields.get("sender"))
        for number, fields in enumerate(case["works"], 1)
    ]
    return sorted(exceeding(works, rules))


def table_of_clauses(contests: Sequence[Published]) -> list[list[str]]:
    """How many clauses of each contest are checked by the program, ticked by a person, written
    down for people, or can't be said: a heading, a row a contest, the sums."""
    rows = [["", *SORTS]]
    for contest in contests:
        counts = Counter(sort for _, sort, _ in contest.clauses())
        rows.append([contest.name, *(str(counts[sort]) for sort in SORTS)])
    sums = [sum(int(row[column]) for row in rows[1:]) for column in range(1, len(SORTS) + 1)]
    return [*rows, ["", *map(str, sums)]]
