"""Tests of ``contest.titles``: texts as people write them, against the required title."""
