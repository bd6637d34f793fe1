"""What in contest.toml is of the right type and makes no sense, room by room of the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from contest.rulebook.sense import awards, dates, entries, media, titles
from contest.rulebook.shape import Wrong
from contest.rules import Rulebook


def sense(rules: Rulebook, folder: Path | None = None) -> Iterator[Wrong]:
    """Everything that makes no sense, mistakes and warnings. ``folder`` is where other rulebooks
    lie that this one names; None: they are not looked for."""
    yield from dates.nonsense(rules)
    yield from titles.nonsense(rules)
    yield from media.nonsense(rules)
    yield from entries.nonsense(rules, folder)
    yield from awards.nonsense(rules)
