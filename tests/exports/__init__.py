"""Tests of ``contest.exports``, read back as the programs read them that open them."""
