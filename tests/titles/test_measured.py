"""The figures of the bench, held on a small sample: what is damaged is mended, named, or asked."""

from __future__ import annotations

from bench.titles.damage import LOSSY
from bench.titles.score import pairs, share, singles, table, undamaged

LOSES = {kind.name for kind in LOSSY}


def test_a_title_as_it_should_be_is_read_exactly() -> None:
    assert share(table(undamaged(3_000)).values(), "exact") == 100


def test_one_damage_is_mended_or_named() -> None:
    found = table(singles(30))
    mended = [counts for kind, counts in found.items() if kind not in LOSES]
    named = [counts for kind, counts in found.items() if kind in LOSES]
    assert len(mended) + len(named) >= 50
    assert share(mended, "exact") >= 99
    assert share(named, "exact") >= 98
    assert share(found.values(), "wrong") <= 0.2


def test_two_damages_are_mended_or_named() -> None:
    found = table(pairs(1))
    mended = [counts for kinds, counts in found.items() if kinds.split(" & ")[1] not in LOSES]
    assert len(found) >= 1_500
    assert share(mended, "exact") >= 95
    assert share(found.values(), "wrong") <= 0.5
