"""Tests of ``contest.media``, on videos that they make themselves."""
