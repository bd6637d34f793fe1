"""What was noticed, and what it weighs: codes and arguments, never text."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from contest.model.words import Aspect, Severity

Scalar = str | int | float

NOTHING: Mapping[str, Scalar] = MappingProxyType({})
NOWHERE: Mapping[str, tuple[int, int]] = MappingProxyType({})
"""Defaults that nobody can change."""


class Fault(NamedTuple):
    """Something noticed, before the rulebook has weighed it: a code and its arguments, never text.

    ``start`` and ``end`` are offsets in the title as received; ``fix`` is the text that should
    stand there instead. ``weight`` is a severity's name where one rule of the rulebook gives its
    own; None: the code's.
    """

    code: str
    field: str | None = None
    start: int | None = None
    end: int | None = None
    args: Mapping[str, Scalar] = NOTHING
    fix: str | None = None
    weight: str | None = None


class Finding(NamedTuple):
    """A fault with the weight that the rulebook gives it and the aspect that it belongs to."""

    code: str
    severity: Severity
    aspect: Aspect
    field: str | None = None
    start: int | None = None
    end: int | None = None
    args: Mapping[str, Scalar] = NOTHING
    fix: str | None = None
