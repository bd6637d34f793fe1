"""What of a pattern the alignment needs to know, and nothing else."""

from __future__ import annotations

from typing import NamedTuple


class Facts(NamedTuple):
    """What of a slot the alignment needs to know."""

    choice: bool
    optional: bool
    opening: str
    separator: bool
    joined: bool
    work: bool
    telling: bool
    person: bool


class Plan(NamedTuple):
    """What of a pattern the alignment needs to know. ``bracketed``: some part has brackets;
    ``enclosed``: brackets hold both ends, so that nothing outside can pass for a part;
    ``joined``: some part holds several fields; ``almost_free``: any text has the one free part,
    only a fixed value may be missing."""

    slots: tuple[Facts, ...] = ()
    bracketed: bool = False
    enclosed: bool = False
    joined: bool = False
    almost_free: bool = False
