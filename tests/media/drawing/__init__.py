"""Tests of ``contest.media.drawing``, which look at the pixels that were drawn."""
