"""Tests of ``contest.checks``: what is wrong with an entry, and what follows from it."""
