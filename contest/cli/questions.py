"""The six questions that a new contest asks, on a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import typer
from msgspec.structs import replace

from contest.cli.state import State
from contest.errors import RulebookError
from contest.quantities import seconds
from contest.rulebook.load import parse
from contest.rulebook.write import render
from contest.rules import Category, Field, Prize, Rulebook

Answer = Callable[[Rulebook, str], Rulebook]

_CATEGORY = r"([^\s<>≤≥=:：]+)\s*(?:([<>≤≥=]|<=|>=|:|：)\s*([\d:：.分秒]+))?"
_SIGNS = {"<": "below", ">": "above", "≤": "longest", "<=": "longest", "≥": "shortest",
          ">=": "shortest", "=": "longest", ":": "longest", "：": "longest"}  # fmt: skip
_PRIZE = r"(.+?)\s*[×x*:：]?\s*(\d+)?\s*名?"


def ask(state: State, rules: Rulebook) -> Rulebook:
    """The rules as the organiser answers; an empty answer keeps what is shown. A wrong answer is
    told and asked for again."""
    say = state.wording.say
    questions: list[tuple[str, str, Answer]] = [
        (say("Name of the contest"), rules.contest.name, _name),
        (say("Last day for entries (it counts whole)"), rules.contest.closes, _closes),
        (say("Form of the title, its parts in {braces}"), rules.title.pattern, _pattern),
        (
            say("Categories and their lengths, or - for none"),
            ", ".join(_said(n, c) for n, c in rules.categories.items()),
            _categories,
        ),
        (say("Is a mail an entry, or only the original of a post? (entry/original)"),
         rules.channels.mail, _mail),
        (say("Prizes and how many of each, or - for none"),
         ", ".join(f"{p.name} {p.number or ''}".strip() for p in rules.prizes), _prizes),
    ]  # fmt: skip
    for number, (question, shown, answer) in enumerate(questions, 1):
        rules = _asked(state, f"{number}/6 {question}", shown, rules, answer)
    return rules


def _asked(state: State, question: str, shown: str, rules: Rulebook, answer: Answer) -> Rulebook:
    while True:
        given: Any = typer.prompt(question, default=shown, err=True)
        if given == shown:
            return rules
        try:
            changed = answer(rules, str(given).strip())
            parse(render(changed, str, explain=False).encode(), "contest.toml")
        except RulebookError as error:
            from contest.cli.problems import sentence

            for problem in error.problems:
                state.talk(f"    {sentence(problem, state.wording)}")
        except ValueError:
            state.talk(f"    {state.wording.say('This can’t be read; try again.')}")
        else:
            return changed


def _name(rules: Rulebook, text: str) -> Rulebook:
    return replace(rules, contest=replace(rules.contest, name=text))


def _closes(rules: Rulebook, text: str) -> Rulebook:
    return replace(rules, contest=replace(rules.contest, closes=text))


def _pattern(rules: Rulebook, text: str) -> Rulebook:
    """A new pattern keeps of the fields those that it names."""
    named = set(re.findall(r"\{(\w+)\}", text))
    optional = tuple(name for name in rules.title.optional if name in named)
    fields = {name: field for name, field in rules.fields.items() if name in named}
    categories = rules.categories if "category" in named else {}
    title = replace(rules.title, pattern=text, optional=optional)
    return replace(rules, title=title, fields=fields, categories=categories)


def _categories(rules: Rulebook, text: str) -> Rulebook:
    found: dict[str, Category] = {}
    for part in re.split(r"\s*[,，、;；]\s*", text.strip("- ")):
        if not part:
            continue
        match = re.fullmatch(_CATEGORY, part)
        if not match:
            raise ValueError(part)
        limits: dict[str, Any] = {_SIGNS[match[2]]: match[3].replace("：", ":")} if match[2] else {}
        for value in limits.values():
            seconds(value)
        found[match[1]] = Category(**limits)
    fields = dict(rules.fields)
    if "{category}" in rules.title.pattern and found:
        fields["category"] = Field(values=tuple(found))
    elif not found:
        fields.pop("category", None)
    prizes = tuple(p for p in rules.prizes if not p.category or p.category in found)
    return replace(rules, categories=found, fields=fields, prizes=prizes)


def _mail(rules: Rulebook, text: str) -> Rulebook:
    meanings = {"entry": "entry", "original": "original", "投稿": "entry", "原片": "original"}
    if text.lower() not in meanings:
        raise ValueError(text)
    meaning: Any = meanings[text.lower()]
    return replace(rules, channels=replace(rules.channels, mail=meaning))


def _prizes(rules: Rulebook, text: str) -> Rulebook:
    found = []
    for part in re.split(r"\s*[,，、;；]\s*", text.strip("- ")):
        match = re.fullmatch(_PRIZE, part) if part else None
        if match:
            found.append(Prize(name=match[1], number=int(match[2]) if match[2] else None))
    return replace(rules, prizes=tuple(found))


def _said(name: str, category: Category) -> str:
    signs = {"longest": "≤", "below": "<", "shortest": "≥", "above": ">"}
    for key, sign in signs.items():
        value = getattr(category, key)
        if value is not None:
            return f"{name} {sign}{value}"
    return name
