"""Tests of ``contest.vault``, on folders of their own."""
