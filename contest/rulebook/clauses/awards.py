"""Scoring, prizes, weights."""

from __future__ import annotations

from collections.abc import Iterator

from contest.model import Scalar
from contest.rulebook.clauses.base import By, Clause, Path_, listed, percent
from contest.rules import Prize, Rulebook, Scoring, Votes

AGGREGATES = {
    "mean": "The jurors' marks are averaged.",
    "median": "The middle of the jurors' marks counts.",
    "sum": "The jurors' marks are added up.",
}


def scoring(rules: Scoring) -> Iterator[Clause]:
    """How marks become a rank; the organisers see to it."""
    for number, criterion in enumerate(rules.criteria, 1):
        points = f"{criterion.points:g}"
        if criterion.least:
            points = f"{criterion.least:g}–{points}"
        weight = "" if criterion.weight is None else f" × {percent(criterion.weight)}"
        yield _said(
            f"criteria.{number}", "{name}: {points} points{weight}",
            name=criterion.name, points=points, weight=weight,
        )  # fmt: skip
    for number, jury in enumerate(rules.juries, 1):
        weight = "" if jury.weight is None else f" {percent(jury.weight)}"
        jurors = "" if jury.jurors is None else f" × {jury.jurors}"
        yield _said(f"juries.{number}", "Jury: {name}", name=f"{jury.name}{jurors}{weight}")
    if rules.criteria or rules.juries:
        yield _said("aggregate", AGGREGATES[rules.aggregate])
    if rules.trim:
        text = "The {number} highest and lowest marks are left out."
        yield _said("trim", text, number=rules.trim)
    yield from _votes(rules.votes)
    for number, stage in enumerate(rules.stages, 1):
        text = "Round “{name}”." if stage.take is None else "Round “{name}”: {take} go on."
        yield _said(f"stages.{number}", text, name=stage.name, take=str(stage.take))
    if rules.ties:
        yield _said("ties", "Equal marks are decided by: {words}", words=listed(rules.ties))


def _votes(votes: Votes) -> Iterator[Clause]:
    if votes.weight is not None:
        yield _said("votes.weight", "The public counts {weight}.", weight=percent(votes.weight))
    for number, part in enumerate(votes.components, 1):
        weight = "" if part.weight is None else f" {percent(part.weight)}"
        yield _said(f"votes.components.{number}", "Counted: {name}", name=f"{part.name}{weight}")
    if votes.per_day:
        text = "{number} votes a day for each person."
        yield _said("votes.per_day", text, number=votes.per_day)
    if votes.works:
        yield _said("votes.works", "Each vote names {number} works.", number=votes.works)
    if votes.opens or votes.closes:
        text = "Voting: {begins} to {ends}"
        yield _said("votes", text, begins=votes.opens or "…", ends=votes.closes or "…")


def _said(key: str, text: str, **arguments: Scalar) -> Clause:
    return Clause("scoring", text, arguments, "people", ("scoring", *key.split(".")))


def prizes(rules: Rulebook) -> Iterator[Clause]:
    """The prizes; how many of each is kept by the program where it can count them."""
    for number, one in enumerate(rules.prizes, 1):
        yield from prize(one, ("prizes", str(number)))
    if not rules.prizes:
        yield Clause("prizes", "No prizes are offered.", path=("prizes",))


EACH = {
    "category": "{name}: {number} in each category{worth}",
    "day": "{name}: {number} each day{worth}",
    "month": "{name}: {number} each month{worth}",
}
"""Numbers that are not for the whole contest."""


PRIZES = {
    "special": "{name}: a special prize {criterion}",
    "popularity": "{name}: by the votes of the public.",
    "organisation": "{name}: for a department, not for a work.",
}
"""Prizes that don't go by rank."""


def prize(prize: Prize, path: Path_) -> Iterator[Clause]:
    arguments: dict[str, Scalar] = {
        "name": prize.name, "number": prize.number or 0, "category": prize.category or "",
        "share": "" if prize.share is None else percent(prize.share), "ranks": prize.ranks,
        "criterion": f"({prize.criterion})" if prize.criterion else "",
        "worth": f" ({prize.worth})" if prize.worth else "", "of": prize.category or "",
    }  # fmt: skip
    text = "{name}: any number{worth}"
    by: By = "people"
    if prize.number is not None:
        text = "{name}: {number}{worth}"
        by = "program"
        if prize.each:
            text = EACH[prize.each]
            by = "program" if prize.each == "category" else "people"
    elif prize.share is not None:
        text = "{name}: {share} of the accepted entries{worth}"
        by = "program"
    elif prize.ranks:
        text = "{name}: ranks {ranks}{worth}"
        by = "program"
    yield Clause("prizes", text, arguments, by, path)
    if prize.kind != "rank":
        yield Clause("prizes", PRIZES[prize.kind], arguments, "people", (*path, "kind"))
    if not prize.vacant:
        text = "{name}: every place is awarded."
        yield Clause("prizes", text, arguments, "people", (*path, "vacant"))


def weights(rules: Rulebook) -> Iterator[Clause]:
    for code, weight in rules.severity.items():
        text = "{code} weighs: {severity}"
        path = ("severity", code)
        yield Clause("weights", text, {"code": code, "severity": weight}, path=path)
