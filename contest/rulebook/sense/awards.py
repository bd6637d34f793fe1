"""Weights that don't add up, prizes that nobody can win, ties that nothing breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from contest.quantities import ranks, share
from contest.rulebook.sense.base import fails, no_category, unreadable
from contest.rulebook.shape import Path_, Wrong, nearest
from contest.rulebook.written import RANKS, SHARE
from contest.rules import Prize, Rulebook, Scoring

TIE_BREAKS = ("votes", "earlier", "chair")
ROUNDING = 0.001


def nonsense(rules: Rulebook) -> Iterator[Wrong]:
    """Every problem with scoring and prizes."""
    scoring = rules.scoring
    if scoring != Scoring():
        yield from _scoring(scoring)
    yield from _prizes(rules)


def _scoring(scoring: Scoring) -> Iterator[Wrong]:
    path = ("scoring",)
    bad = list(_unreadable(scoring))
    yield from bad
    if not bad:
        yield from _sums(scoring)
    for table, names in (
        ("criteria", [c.name for c in scoring.criteria]),
        ("juries", [j.name for j in scoring.juries]),
    ):
        for name in (n for n, count in Counter(names).items() if count > 1):
            yield Wrong((*path, table), "two of them are called “{name}”", {"name": name})
    jurors = sum(jury.jurors or 0 for jury in scoring.juries)
    left = jurors - 2 * scoring.trim
    if jurors and scoring.trim and left < 1:
        yield Wrong((*path, "trim"), "with {jurors} jurors no mark is left", {"jurors": jurors})
    elif jurors and scoring.trim and left == 1:
        message = "with {jurors} jurors one mark alone decides"
        yield Wrong((*path, "trim"), message, {"jurors": jurors}, warning=True)
    known = [*(c.name for c in scoring.criteria), *(j.name for j in scoring.juries), *TIE_BREAKS]
    for name in scoring.ties:
        if name not in known:
            near = nearest(name, dict.fromkeys(known)) or ""
            message = "nothing is called “{name}”; there are {known}"
            arguments = {"name": name, "known": ", ".join(known)}
            if near:
                message = "nothing is called “{name}”; did you mean “{near}”? There are {known}"
            yield Wrong((*path, "ties"), message, arguments | {"near": near})


def _unreadable(scoring: Scoring) -> Iterator[Wrong]:
    path = ("scoring",)
    for number, criterion in enumerate(scoring.criteria, 1):
        where = (*path, "criteria", str(number), "weight")
        yield from unreadable(criterion.weight, share, where, SHARE)
    for number, jury in enumerate(scoring.juries, 1):
        yield from unreadable(jury.weight, share, (*path, "juries", str(number), "weight"), SHARE)
    yield from unreadable(scoring.votes.weight, share, (*path, "votes", "weight"), SHARE)
    for number, part in enumerate(scoring.votes.components, 1):
        within = (*path, "votes", "components", str(number), "weight")
        yield from unreadable(part.weight, share, within, SHARE)
    for number, stage in enumerate(scoring.stages, 1):
        if isinstance(stage.take, str):
            where = (*path, "stages", str(number), "take")
            yield from unreadable(stage.take, share, where, SHARE)


def _sums(scoring: Scoring) -> Iterator[Wrong]:
    path = ("scoring",)
    yield from _add_up([c.weight for c in scoring.criteria], (*path, "criteria"))
    yield from _add_up([c.weight for c in scoring.votes.components], (*path, "votes", "components"))
    votes = [] if scoring.votes.weight is None else [scoring.votes.weight]
    juries = [jury.weight for jury in scoring.juries]
    if any(weight is not None for weight in juries):
        yield from _add_up([*juries, *votes], (*path, "juries"))
    if scoring.total is not None and scoring.criteria:
        points = sum(criterion.points for criterion in scoring.criteria)
        if abs(points - scoring.total) > ROUNDING:
            yield Wrong(
                (*path, "total"), "the points of the criteria add up to {sum}, not {total}",
                {"sum": f"{points:g}", "total": f"{scoring.total:g}"},
            )  # fmt: skip


def _add_up(weights: Sequence[str | float | None], path: Path_) -> Iterator[Wrong]:
    given = [share(weight) for weight in weights if weight is not None]
    if not given:
        return
    if len(given) < len(weights):
        yield Wrong(path, "some have a weight and some have none")
    elif abs(sum(given) - 1) > ROUNDING:
        message = "the weights add up to {sum}, not 100%"
        yield Wrong(path, message, {"sum": f"{sum(given) * 100:g}%"})


def _prizes(rules: Rulebook) -> Iterator[Wrong]:
    names = [(prize.name, prize.category) for prize in rules.prizes]
    for number, prize in enumerate(rules.prizes, 1):
        path = ("prizes", str(number))
        twice = names.count((prize.name, prize.category)) > 1
        if twice and names.index((prize.name, prize.category)) == number - 1:
            yield Wrong((*path, "name"), "two prizes are called “{name}”", {"name": prize.name})
        yield from no_category(rules, prize.category, (*path, "category"))
        yield from unreadable(prize.share, share, (*path, "share"), SHARE)
        yield from _places(prize, path)
        criteria = [criterion.name for criterion in rules.scoring.criteria]
        if prize.criterion and prize.criterion not in criteria:
            yield Wrong(
                (*path, "criterion"), "no such criterion; there are {known}",
                {"known": "、".join(criteria) or "-"},
            )  # fmt: skip
    yield from _too_many(rules)


def _places(prize: Prize, path: Path_) -> Iterator[Wrong]:
    ways = [prize.number is not None, prize.share is not None, bool(prize.ranks)]
    if sum(ways) > 1:
        yield Wrong(path, "say one of “number”, “share” and “ranks”, not several")
    if prize.ranks and ranks(prize.ranks) is None:
        yield Wrong((*path, "ranks"), RANKS, {"value": prize.ranks})


def _too_many(rules: Rulebook) -> Iterator[Wrong]:
    """More prizes than entries, or than those that are left after the last cut."""
    ranked = [p for p in rules.prizes if p.kind == "rank" and not p.each and not p.category]
    shares = [share(p.share) for p in ranked if p.share is not None and not fails(share, p.share)]
    if sum(shares) > 1 + ROUNDING:
        message = "the shares of the prizes add up to {sum}"
        yield Wrong(("prizes",), message, {"sum": f"{sum(shares) * 100:g}%"})
    wanted = sum(p.number or 0 for p in ranked)
    spans = sorted(
        (*span, p.name) for p in ranked if p.ranks and (span := ranks(p.ranks)) is not None
    )
    for (_, last, one), (first, _, two) in pairwise(spans):
        if first <= last:
            message = "the ranks of “{one}” and “{two}” overlap"
            yield Wrong(("prizes",), message, {"one": one, "two": two})
    limit = rules.contest.first
    takes = [s.take for s in rules.scoring.stages if isinstance(s.take, int)]
    last_cut = takes[-1] if takes else None
    for most in (m for m in (limit, last_cut) if m is not None and wanted > m):
        message = "there are {prizes} prizes for {entries} entries at most"
        yield Wrong(("prizes",), message, {"prizes": wanted, "entries": most}, warning=True)
        return
