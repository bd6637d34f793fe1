"""Tests of ``contest.rulebook``: contest.toml, read, written and corrected."""
