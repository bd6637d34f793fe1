"""The shelf of checks: everything that can be wrong with an entry, one code a fault. Pure."""

from contest.checks.base import Case, Check, Window
from contest.checks.deadline import window
from contest.checks.table import CHECKS
from contest.checks.weigh import Examiner, judge, judge_media, verdict

__all__ = [
    "CHECKS",
    "Case",
    "Check",
    "Examiner",
    "Window",
    "judge",
    "judge_media",
    "verdict",
    "window",
]
