"""The table of checks: whole, consistent, explained, and its explanations true."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import contest
from contest.checks import CHECKS, Check, judge
from contest.checks.base import placeholders
from contest.checks.table import ROWS
from contest.model import Aspect, Severity
from contest.wording import Language, Wording

from .examples import TITLES, examples, judged, lines, made

PACKAGE = Path(contest.__file__).parent
CODE = re.compile(r"[TDEMFS]\d{3}")
ADDED = {"T102", "T107", "T108", "T109", "T110", "T111", "T113", "T116", "T119", "T124", "T130",
         "T131"}  # fmt: skip
"""Codes whose check adds to what the parser noticed."""
ORDER = ("code", "field", "start", "end", "args", "fix", "weight")
"""The parts of a fault as they may be given without their names."""


def raised() -> Iterator[tuple[str, ast.Call, str]]:
    """Every ``Fault(code="…")`` written anywhere in the program: code, call, where."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id != "Fault":
                continue
            for part in ast.walk(parts_of(node).get("code", node.func)):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value, node, f"{path.name}:{node.lineno}"


def parts_of(call: ast.Call) -> dict[str | None, ast.expr]:
    """What a fault is made of, by name."""
    plain: dict[str | None, ast.expr] = dict(zip(ORDER, call.args, strict=False))
    return plain | {word.arg: word.value for word in call.keywords}


def mentioned() -> set[str]:
    """Every string of the program that looks like a code, outside the table and the checks."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update([node.value] if CODE.fullmatch(node.value) else [])
    return found


def test_codes_and_names_are_used_once() -> None:
    assert len({check.code for check in ROWS}) == len(ROWS) == len(CHECKS)
    assert len({check.name for check in ROWS}) == len(ROWS)
    assert all(CHECKS[check.code] is check for check in ROWS)


@pytest.mark.parametrize("check", ROWS, ids=lambda check: check.code)
def test_a_check_is_written_like_the_others(check: Check) -> None:
    assert CODE.fullmatch(check.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check.name)
    assert isinstance(check.severity, Severity)
    assert isinstance(check.aspect, Aspect)
    ways = [find for find in (check.find, check.find_media) if find]
    assert len({find.__doc__ for find in ways}) == 1  # two look at the same thing in two places
    assert check.message.endswith((".", "}"))


@pytest.mark.parametrize("check", ROWS, ids=lambda check: check.code)
def test_a_check_is_explained_and_its_first_line_says_it_all(check: Check) -> None:
    first, _, rest = check.explanation.strip().partition("\n")
    assert re.search(r"[.]$", first), "the summary is one sentence on one line"
    assert 20 <= len(first) <= 100
    assert not rest or rest.startswith("\n"), "an empty line parts summary and explanation"


def test_the_sections_of_the_table_stand_in_the_order_of_their_codes() -> None:
    for section in "TDEMFS":
        inside = [check.code for check in ROWS if check.code[0] == section]
        assert inside == sorted(inside)


def test_every_code_that_the_program_mentions_is_in_the_table() -> None:
    assert mentioned() == set(CHECKS)
    assert {code for code, _, _ in raised()} <= set(CHECKS)


def test_every_fault_written_out_brings_what_its_message_needs() -> None:
    lacking = []
    for code, call, where in raised():
        given = parts_of(call)
        args = given.get("args")
        if args is not None and not isinstance(args, ast.Dict):
            continue
        keys = args.keys if isinstance(args, ast.Dict) else []
        if None in keys:
            continue  # {**known}: seen when it happens
        names = {key.value for key in keys if isinstance(key, ast.Constant)}
        names |= given.keys() & {"field", "fix"}
        names |= {"places"} if "number" in names else set()
        if code in ADDED:
            continue  # seen when it happens
        if not placeholders(CHECKS[code].message) <= names:
            lacking.append((code, where))
    assert lacking == []


@pytest.mark.parametrize("check", TITLES, ids=lambda check: check.code)
def test_a_title_s_check_shows_a_bad_and_a_good_title(check: Check) -> None:
    assert lines(check, "Bad")
    assert lines(check, "Good")


@pytest.mark.parametrize(("code", "text"), sorted(set(examples("Bad"))))
def test_a_bad_title_has_the_fault_that_it_is_shown_for(code: str, text: str) -> None:
    assert code in judged(code, text)


@pytest.mark.parametrize(("code", "text"), sorted(set(examples("Good"))))
def test_a_good_title_has_not_the_fault_that_it_is_shown_for(code: str, text: str) -> None:
    assert code not in judged(code, text)


@pytest.mark.parametrize(("code", "text"), sorted(set(examples("Bad"))))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_happens_is_said_in_a_sentence_without_gaps(
    code: str, text: str, language: Language
) -> None:
    wording = Wording(language)
    for finding in judge(made(code, text)).findings:
        said = wording.sentence(CHECKS[finding.code].says(finding), finding)
        assert not re.search(r"“\s*”|“\?”|: \?|：？", said)
        assert said[-1] in ".?。？"


@pytest.mark.parametrize("check", TITLES, ids=lambda check: check.code)
def test_a_sentence_about_a_title_quotes_what_is_wrong_or_names_what_is_missing(
    check: Check,
) -> None:
    (text, *_) = lines(check, "Bad")
    finding = next(f for f in judge(made(check.code, text)).findings if f.code == check.code)
    said = Wording("zh").sentence(check.says(finding), finding)
    assert "“" in said or check.code in {"T116", "T118"}, said
