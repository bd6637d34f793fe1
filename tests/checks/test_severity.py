"""The rulebook sets what each code weighs; verdict and exit code follow."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from running import contest

from contest.checks import Check, judge
from contest.model import Aspect, Outcome, Severity, Verdict
from contest.rules import Category

from .cases import FINE, RULES, found_in
from .examples import TITLES, lines, made

WEIGHTS = {
    "error": (Verdict.RETURNED, Outcome.FAIL),
    "review": (Verdict.REVIEW, Outcome.OPEN),
    "warning": (Verdict.ACCEPTED, Outcome.PASS),
    "info": (Verdict.ACCEPTED, Outcome.PASS),
    "off": (Verdict.ACCEPTED, Outcome.PASS),
}


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("check", TITLES, ids=lambda check: check.code)
def test_every_code_of_a_title_weighs_what_the_rulebook_says(check: Check, weight: str) -> None:
    for text in lines(check, "Bad"):
        others = {f.code for f in judge(made(check.code, text)).findings} - {check.code}
        rules = [f'severity.{code} = "off"' for code in others]
        report = judge(made(check.code, text, *rules, f'severity.{check.code} = "{weight}"'))
        found = {(f.code, f.severity) for f in report.findings}
        assert found == (set() if weight == "off" else {(check.code, Severity(weight))})
        assert (report.verdict, report.aspects[Aspect.FORM]) == WEIGHTS[weight]


@pytest.mark.parametrize(
    ("weight", "code"), [("error", 1), ("review", 1), ("warning", 0), ("info", 0), ("off", 0)]
)
def test_the_exit_code_follows(weight: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "contest.toml").write_text(f'[severity]\nT112 = "{weight}"\nT101 = "off"\n')
    title = "【45载圳青春】-[个人]-[短视频]-[微光]-[张三](最终版)"
    outcome = contest("--dir", tmp_path, "validate", "--title", title)
    assert outcome.code == code
    assert ("T112" in outcome.out) == (weight in {"error", "review", "warning"})
    assert "T101" not in outcome.out
    explained = contest("--dir", tmp_path, "explain", "T112").out
    assert (f"This contest weighs it otherwise: {weight}." in explained) == (weight != "warning")


def test_a_limit_of_length_may_weigh_nothing_at_all() -> None:
    limits = {"短视频": Category(longest=30, severity="off")}
    assert found_in(FINE, replace(RULES, categories=limits), "短视频") == []
