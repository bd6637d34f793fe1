"""What was asked of a video and how it was answered: pass, fail, not applicable, unknown. Pure.

A check speaks where something is wrong. Its silence may mean that all is well, that the rules ask
nothing of the sort, or that nobody has looked; only the first is a pass. The table has a question
for every check of a measured file.
"""

from __future__ import annotations

from contest.checks.asked.base import Question, setting
from contest.checks.asked.file import FILE
from contest.checks.asked.lengths import LENGTHS
from contest.checks.asked.limits import LIMITS
from contest.checks.asked.looks import LOOKS
from contest.checks.asked.streams import STREAMS
from contest.model import Answer, Asked, MediaReport
from contest.rules import Rulebook

QUESTIONS: dict[str, Question] = dict(
    sorted({**FILE, **STREAMS, **LIMITS, **LENGTHS, **LOOKS}.items())
)
"""The questions by code, in the order of the table of checks."""

__all__ = ["QUESTIONS", "Question", "asked_of"]


def asked_of(
    report: MediaReport, rules: Rulebook, category: str | None = None
) -> tuple[Asked, ...]:
    """Every question and its answer, for the report that ``judge_media`` gave under the same rules
    and category.

    A finding is a fail. A code that is switched off, or of which the rules say nothing, does not
    apply. A pass needs a measured value that no fault of the probe makes doubtful.
    """
    media = report.media
    found = {finding.code for finding in report.findings}
    noticed = {fault.code for fault in media.faults}
    # The prober died over the file: what little is known is from before.
    lost = "M118" in noticed and media.sha256 is None
    answers = []
    for code, question in QUESTIONS.items():
        off = rules.severity.get(code) == "off"
        expected = None if off else question.expected(media, rules, category)
        actual = question.actual(media) or None
        if code in found:
            answer = Answer.FAIL
        elif expected is None:
            answer = Answer.NA
        elif lost or actual is None or noticed & question.spoilt:
            answer = Answer.UNKNOWN
        else:
            answer = Answer.PASS
        clause = setting("severity", code) if off else question.clause(rules, category)
        answers.append(Asked(code, answer, clause, expected, actual))
    return tuple(answers)
