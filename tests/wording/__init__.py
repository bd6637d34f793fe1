"""Tests of wording and of the Chinese catalogue."""
