"""Tests of ``contest.ledger``."""
