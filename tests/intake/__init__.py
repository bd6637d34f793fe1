"""Tests of ``contest.intake``, on mails that they write byte by byte."""
