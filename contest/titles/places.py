"""The patterns of a rulebook by the place in which a title stands."""

from __future__ import annotations

from typing import NamedTuple

from contest.rules import Rulebook
from contest.titles.compiling import compile_pattern
from contest.titles.pattern import PLACES, Pattern


class Patterns(NamedTuple):
    """The pattern of the contest, and those of places that ask for another one."""

    main: Pattern
    own: tuple[tuple[str, Pattern], ...] = ()

    def of(self, where: str) -> Pattern:
        """The pattern for a text that stands ``where``."""
        return next((pattern for place, pattern in self.own if place == where), self.main)


def compile_patterns(rules: Rulebook) -> Patterns:
    """All patterns of ``rules``. Raises RulebookError where one can't be read."""
    own = tuple(
        (place, compile_pattern(rules, place))
        for place in PLACES
        if getattr(rules.title, place).pattern
    )
    return Patterns(compile_pattern(rules), own)
