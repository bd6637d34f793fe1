"""Tests of ``contest.cli``."""
