"""The rules clause by clause, as sentences to be laid beside the published call.

Each clause says who sees to it: the program checks it, a person ticks it for each entry, or the
organisers keep it themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from contest.rulebook.clauses import awards, dates, entries, media, titles
from contest.rulebook.clauses.base import By, Clause
from contest.rules import Rulebook

__all__ = ["By", "Clause", "clauses"]


def clauses(rules: Rulebook) -> Iterator[Clause]:
    """Every clause, in the order in which calls are written."""
    yield from dates.dates(rules)
    yield from dates.milestones(rules)
    yield from titles.titles(rules)
    named = titles.named(rules)
    for name, field in rules.fields.items():
        if name in named or field.of in named:
            yield from titles.field_clauses(rules, name, field)
    yield from titles.channels(rules)
    if "category" in named or rules.categories != Rulebook().categories:
        yield from media.categories(rules)
    yield from media.lengths(rules.lengths, ("lengths",), "")
    yield from media.media(rules.media, ("media",), "")
    for number, document in enumerate(rules.documents, 1):
        yield from entries.document(document, ("documents", str(number)))
    yield from entries.numbers(rules)
    yield from entries.checklist(rules)
    yield from awards.scoring(rules.scoring)
    yield from awards.prizes(rules)
    yield from awards.weights(rules)
    yield from entries.duties(rules)
