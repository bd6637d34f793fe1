"""The titles that the explanations of the checks show, as cases to be judged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contest.checks import CHECKS, Case, Check, judge
from contest.checks.table import ROWS
from contest.model import Channel, FileKind, ReceivedFile
from contest.rulebook.load import parse
from contest.rules import Place, Rulebook

from .cases import case, codes

TITLES = [check for check in ROWS if check.code.startswith("T")]


def rules_of(code: str, *more: str) -> Rulebook:
    """The rules that a check's examples are tried under: the built-in ones, with what its
    explanation changes and ``more`` lines."""
    text = "\n".join([*lines(CHECKS[code], "Rules"), *more])
    return parse(text.encode(), code)


def judged(code: str, text: str) -> list[str]:
    """The codes of a text: a post where the check is about posts, the name of a file beside a
    good subject where it is about those."""
    return codes(judge(made(code, text)).findings)


def made(code: str, text: str, *more: str) -> Case:
    """The case that an example stands for, under the rules of its check and ``more``."""
    rules = rules_of(code, *more)
    if rules.title.file != Place():
        named = case(files=(ReceivedFile(text, 1, FileKind.ATTACHMENT, video=True),), rules=rules)
        return named._replace(title=named.title._replace(where="subject"))
    channel = Channel.POST if rules.title.post != Place() else Channel.MAIL
    return case(text, rules=rules, channel=channel)


def lines(check: Check, mark: str) -> list[str]:
    """The examples of a check: escapes decoded, and {x × 3} written out."""
    found = re.findall(rf"^\s*{mark}: `(.*)`$", check.explanation, re.MULTILINE)
    plain = [re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text) for text in found]
    return [re.sub(r"\{(.+?) × (\d+)\}", lambda m: m[1] * int(m[2]), text) for text in plain]


def examples(mark: str) -> Iterator[tuple[str, str]]:
    """Code and text of every example with this mark."""
    for check in TITLES:
        for text in lines(check, mark):
            yield check.code, text
