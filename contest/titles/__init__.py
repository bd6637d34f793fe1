"""Titles: the pattern compiled, a text taken apart, a correction proposed. Pure."""

from contest.titles.compiling import compile_pattern
from contest.titles.edited import retold
from contest.titles.parse import choose, is_title, parse
from contest.titles.pattern import Pattern
from contest.titles.places import Patterns, compile_patterns

__all__ = [
    "Pattern",
    "Patterns",
    "choose",
    "compile_pattern",
    "compile_patterns",
    "is_title",
    "parse",
    "retold",
]
