"""Tests of ``contest.desk``."""
