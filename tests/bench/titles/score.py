"""Damages titles, has them read, and counts what came of it."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import NamedTuple

from bench.titles.corpus import Parts, draw
from bench.titles.damage import LOSSLESS, LOSSY, Kind
from bench.titles.draft import Draft
from contest.checks.table import CHECKS
from contest.model import Severity, Title
from contest.rules import Rulebook
from contest.titles import compile_pattern, parse

PATTERN = compile_pattern(Rulebook())


class Outcome(NamedTuple):
    """What became of one damaged title, with a line for whoever looks at the failures."""

    kind: str
    result: str  # "exact", "asked", "missed" or "wrong"
    text: str
    detail: str


def judge(draft: Draft, kind: str) -> Outcome:
    """Read a damaged title and hold what was read against what was meant."""
    text = draft.text()
    if draft.cut is not None:
        return _truncated(draft, kind, text)
    title = parse(text, PATTERN)
    fields = dict(title.fields)
    same = fields == draft.truth
    lossy = any(code != "T114" for code, _ in draft.told)
    detail = f"{_short(title)} meant {tuple(draft.truth.values())}"
    if not lossy:
        meant = PATTERN.render(draft.truth)
        if same and title.suggested == meant and not _open(title):
            return Outcome(kind, "exact", text, detail)
        return Outcome(kind, "asked" if _open(title) else "wrong", text, detail)
    named = all(_named(title, draft, code, name) for code, name in draft.told)
    if named and same:
        return Outcome(kind, "exact", text, detail)
    return Outcome(kind, "missed" if _open(title) else "wrong", text, detail)


def _truncated(draft: Draft, kind: str, text: str) -> Outcome:
    """A title cut off behind its category. What is left must not be taken for whole, and what is
    gone must be named, or the cut itself."""
    start = draft.place("category")[1]
    text = text[: start + int((draft.cut or 0) * (len(text) - start))]
    title = parse(text, PATTERN)
    detail = _short(title)
    if not _open(title):
        whole = dict(title.fields) == draft.truth  # only the last bracket is gone
        return Outcome(kind, "exact" if whole else "wrong", text, detail)
    codes = {(f.code, f.field) for f in title.faults}
    told = (
        any(code == "T137" for code, _ in codes)
        or {("T101", "author"), ("T101", "department")} <= codes
    )
    told = told or ("T101", "department") in codes or ("T101", "author") in codes
    known = all(title.fields[n] == draft.truth[n] for n in ("topic", "form", "category"))
    return Outcome(kind, "exact" if told and known else "missed", text, detail)


def _open(title: Title) -> bool:
    """Whether a person is asked: by a finding that returns the title or holds it for review."""
    return any(CHECKS[f.code].severity in {Severity.ERROR, Severity.REVIEW} for f in title.faults)


def _named(title: Title, draft: Draft, code: str, name: str) -> bool:
    low, high = draft.place(name)
    return any(
        f.code == code and f.field == name and f.start is not None
        and low <= f.start and (f.end or 0) <= max(high, low + 1)
        for f in title.faults
    )  # fmt: skip


def _short(title: Title) -> str:
    codes = ",".join(f"{f.code}{':' + f.field if f.field else ''}" for f in title.faults)
    return f"{tuple(title.fields.values())} {codes} {title.suggested!r}"


def damaged(parts: Parts, kinds: Sequence[Kind], rng: random.Random) -> Draft | None:
    """A draft with each damage done, None where one of them can't be."""
    draft = Draft.of(parts)
    for kind in kinds:
        if not kind.harm(draft, rng):
            return None
    return draft


def singles(count: int, seed: int = 1) -> Iterable[Outcome]:
    """Each kind of damage alone, ``count`` times."""
    yield from _each([(k,) for k in (*LOSSLESS, *LOSSY)], count, seed)


def pairs(count: int, seed: int = 2) -> Iterable[Outcome]:
    """Each kind behind each kind that loses nothing, ``count`` times. A title that loses
    something twice is no different in kind, so the second of a pair alone may."""
    chosen = [p for p in product(LOSSLESS, (*LOSSLESS, *LOSSY)) if p[0] is not p[1]]
    yield from _each(chosen, count, seed)


def _each(ways: Sequence[Sequence[Kind]], count: int, seed: int) -> Iterable[Outcome]:
    parts = draw(seed)
    rng = random.Random(seed)  # noqa: S311  # a reproducible sample, no secret
    for kinds in ways:
        done = tries = 0
        while done < count and tries < count * 20:
            tries += 1
            draft = damaged(next(parts), kinds, rng)
            if draft is not None and (
                draft.cut is not None or draft.text() != Draft.of(Parts(**_filled(draft))).text()
            ):
                done += 1
                yield judge(draft, " & ".join(k.name for k in kinds))


def _filled(draft: Draft) -> dict[str, str]:
    return {name: value or "?" for name, value in draft.truth.items()}


def undamaged(count: int, seed: int = 3) -> Iterable[Outcome]:
    """Titles as they should be."""
    parts = draw(seed)
    for _ in range(count):
        yield judge(Draft.of(next(parts)), "undamaged")


def table(
    outcomes: Iterable[Outcome], show: Callable[[Outcome], None] | None = None
) -> dict[str, Counter[str]]:
    """The outcomes by kind of damage."""
    found: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        found.setdefault(outcome.kind, Counter())[outcome.result] += 1
        if show and outcome.result != "exact":
            show(outcome)
    return found


def share(counts: Iterable[Counter[str]], result: str) -> float:
    """The share of a result among all, in per cent."""
    total: Counter[str] = sum(counts, Counter())
    return 100 * total[result] / max(1, total.total())


def main(single: int = 200, pair: int = 6) -> None:
    """Print the tables."""
    whole = table(undamaged(5_000))
    alone = table(singles(single))
    two = table(pairs(pair))
    lossy = {k.name for k in LOSSY}
    _print("One damage", alone)
    by_first: dict[str, Counter[str]] = {}
    for name, counts in two.items():
        for part in name.split(" & "):
            by_first.setdefault(part, Counter()).update(counts)
    _print("Pairs, by either of the two", by_first)
    rows: dict[str, list[Counter[str]]] = {
        "undamaged": [*whole.values()],
        "one damage that loses nothing": [c for n, c in alone.items() if n not in lossy],
        "one damage that loses something": [c for n, c in alone.items() if n in lossy],
        "pairs that lose nothing": [c for n, c in two.items() if n.split(" & ")[1] not in lossy],
        "pairs that lose something": [c for n, c in two.items() if n.split(" & ")[1] in lossy],
        "all": [*whole.values(), *alone.values(), *two.values()],
    }
    sys.stdout.write("\nTitles\n")
    for name, found in rows.items():
        exact, wrong = share(found, "exact"), share(found, "wrong")
        number = sum(c.total() for c in found)
        sys.stdout.write(
            f"  {name:36} {number:7} exact {exact:6.2f} %  silently wrong {wrong:5.2f} %\n"
        )


def _print(title: str, rows: dict[str, Counter[str]]) -> None:
    sys.stdout.write(f"\n{title:38} exact   asked  missed   wrong\n")
    for name, counts in rows.items():
        cells = "  ".join(
            f"{share([counts], r):6.1f}" for r in ("exact", "asked", "missed", "wrong")
        )
        sys.stdout.write(f"  {name:34} {cells}\n")
