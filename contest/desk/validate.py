"""Validate: what arrived, what its title says, whether it was in time. Records nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from contest.checks import Case, Examiner, Window, window
from contest.checks.formalities import without_samples
from contest.model import (
    Candidate,
    Channel,
    Clock,
    Fault,
    Kind,
    ReceivedFile,
    Report,
    Submission,
    Times,
)
from contest.rules import Rulebook
from contest.titles import Pattern, Patterns, choose, compile_patterns, is_title, parse

if TYPE_CHECKING:
    from contest.intake import PassedOver, Received, Unreadable
    from contest.model import Title

MAIL, POST = Channel.MAIL, Channel.POST


class Desk(NamedTuple):
    """The rules, made ready once: pattern compiled, dates resolved."""

    rules: Rulebook
    patterns: Patterns
    window: Window
    examiner: Examiner

    @classmethod
    def of(cls, rules: Rulebook, *, timed: bool = True) -> Desk:
        """The desk of a contest, its dates resolved only if anything is ``timed``. Raises
        RulebookError for a pattern that can't be read."""
        dates = window(rules) if timed else Window(None, None)
        return cls(rules, compile_patterns(rules), dates, Examiner(rules))

    def case(self, submission: Submission) -> Case:
        """The submission with its title parsed and its kind told."""
        classify, strip_marker = _tellers()
        candidates = [
            (where, text, strip_marker(text)[1], self._pattern(submission, where))
            for where, text in self._in_order(submission)
        ]
        if len(candidates) == 1:
            where, text, start, pattern = candidates[0]
            title = parse(text, pattern, start=start, where=where)
        else:
            title = choose(candidates) or parse("", self.patterns.main, where="subject")
        if self.patterns.own:
            title = self._whole(submission, title)
        mail = submission.channel is MAIL
        recognised = self._recognised(title) if mail else 0  # speaks for a mail only
        kind, reason = classify(submission, recognised, self.rules)
        return self.ready(submission, title, kind, reason)

    def ready(self, submission: Submission, title: Title, kind: Kind, reason: str) -> Case:
        """A case for the checks."""
        return Case(submission, kind, reason, title, self.rules, self.window)

    def reread(self, report: Report) -> Case:
        """What was recorded as a case again: its title read anew from its text. Of the mail nothing
        else is at hand."""
        _, strip_marker = _tellers()
        submission, recorded = report.submission, report.title
        text, where = recorded.text, recorded.where
        title = parse(text, self._pattern(submission, where), start=strip_marker(text)[1],
                      where=where)  # fmt: skip
        if self.patterns.own:
            title = self._whole(submission, title)
        title = title._replace(fields={**title.fields, **recorded.fields})
        clocks = tuple(Fault(f.code, args=f.args) for f in report.findings if f.code == "D111")
        submission = submission._replace(faults=clocks)
        case = self.ready(submission, title, report.kind, report.reason)
        return case._replace(media=tuple(m.media for m in report.media), gathered=True)

    def pattern_of(self, submission: Submission) -> Pattern:
        """The pattern that says which parts a submission has: a post has fewer where the rules give
        it a pattern of its own."""
        return self.patterns.of("post") if submission.channel is POST else self.patterns.main

    def works(self, received: Received) -> tuple[Received, ...]:
        """The works that one mail brings: itself, or one for each file that bears a full title or
        stands in a table that comes with it."""
        files = received.submission.files
        if not files:
            return (received,)
        from contest.intake import split

        if self.rules.documents:
            files = without_samples(files, self.rules)
            received = received._replace(submission=received.submission._replace(files=files))
        labels = self.rules.title.labels
        return split(received, is_title(self.patterns.of("file")), self._written, labels)

    def _written(self, values: Mapping[str, str]) -> str:
        """The title that a table's row makes: as it stands there, or put together."""
        main = self.patterns.main
        topic = f"#{values['topic']}#" if values.get("topic") and "topic" not in main.fields else ""
        own = dict.fromkeys(main.fields, "") | dict(values)
        return topic + (values.get("title") or main.render(own))

    def _whole(self, submission: Submission, title: Title) -> Title:
        """The title with what the contest asks for and its place's own pattern doesn't hold. A post
        has a pattern of its own because it says less."""
        main = self.patterns.main
        if submission.channel is POST or self.patterns.of(title.where) is main:
            return title
        lacking = [name for name in main.fields if not title.fields.get(name)]
        missing = [name for name in lacking if name in main.required]
        if not missing:
            return title
        faults = tuple(Fault("T101", name) for name in missing)
        fields = dict.fromkeys(lacking) | dict(title.fields)
        known = {fault.field for fault in title.faults if fault.code == "T101"}
        new = tuple(fault for fault in faults if fault.field not in known)
        return title._replace(fields=fields, faults=(*title.faults, *new), suggested=None)

    def _pattern(self, submission: Submission, where: str) -> Pattern:
        if not self.patterns.own:
            return self.patterns.main
        return self.patterns.of("post" if submission.channel is POST else where)

    def _in_order(self, submission: Submission) -> Sequence[Candidate]:
        """The texts in which the rules look for a title, in their order. What came as a mere
        file has nothing but its name."""
        if submission.channel is not MAIL:
            return submission.candidates
        order = self.rules.title.look
        looked_at = [c for c in submission.candidates if c.where in order]
        if not self.rules.media.required and "file" in order:
            # Where no video is asked for, a photograph or a text bears the title.
            looked_at += [Candidate("file", stem) for f in submission.files if (stem := _stem(f))]
        return sorted(looked_at, key=lambda c: order.index(c.where))

    def _recognised(self, title: Title) -> int:
        return sum(title.fields.get(name) is not None for name in self.patterns.main.required)


@cache
def _tellers() -> tuple[
    Callable[[Submission, int, Rulebook], tuple[Kind, str]], Callable[[str], tuple[str, int]]
]:
    """What tells kinds and markers: loaded for what arrived, not for a title as typed."""
    from contest.intake import classify, strip_marker

    return classify, strip_marker


def _stem(file: ReceivedFile) -> str:
    """The name of a file that is no video, without its ending."""
    return "" if file.video else file.name.rpartition(".")[0]


def validate_titles(
    desk: Desk, titles: Sequence[str], given: datetime | None = None
) -> Iterator[Report]:
    """Reports on titles as typed, judged by the deadline only if ``given`` says when."""
    times = Times(received_at=given, received_by=Clock.GIVEN if given else None)
    for number, text in enumerate(titles, 1):
        part = str(number) if len(titles) > 1 else None
        submission = Submission(
            source="--title", part=part, channel=Channel.TEXT, key=text, times=times
        )
        title = parse(text, desk.patterns.main)
        yield desk.examiner.judge(desk.ready(submission, title, Kind.ENTRY, "text"))


def validate(
    desk: Desk, sources: Iterable[str], stdin: BinaryIO | None, given: datetime | None
) -> Iterator[Report | Unreadable | PassedOver]:
    """Reports on everything that arrived at ``sources``, and what could not be opened."""
    from contest.intake import Received, receive

    judge = desk.examiner.judge
    found = receive(list(sources), stdin=stdin, given=given, rules=desk.rules, keyed=False)
    for item in found:
        if isinstance(item, Received):
            for work in desk.works(item):
                yield judge(desk.case(work.submission))
        else:
            yield item
