"""Titles: the pattern compiled, a text taken apart, a correction proposed. Pure."""

from contest.titles.parse import choose, is_title, parse
from contest.titles.pattern import Pattern, compile_pattern

__all__ = ["Pattern", "choose", "compile_pattern", "is_title", "parse"]
