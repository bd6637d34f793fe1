"""Tests of ``contest.ledger``, on a ledger that the program itself has filled."""
