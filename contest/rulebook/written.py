"""How quantities are written: the sentences that say so, for what can't be read."""

from __future__ import annotations

from contest.rules import words

LENGTH = "a length is written '3:00', '1分30秒' or in seconds, not “{value}”"
SIZE = "a size is written '10 MB' or in bytes, not “{value}”"
SHARE = "a share is written '30%' or 0.3, not “{value}”"

NO_DATE = "no such date: “{value}”; write 2025-08-25 or '2025-08-25 24:00'"
NO_ROSTER = "there is no roster “{name}”; [rosters] has {known}"

PIXELS = "width and height are written '1920x1080', not “{value}”"
ASPECT = "a shape is written '16:9', not “{value}”"
RATE = "a frame rate is written 25 or '30000/1001', not “{value}”"
RANKS = "ranks are written '11-20', not “{value}”"

MESSAGES = (LENGTH, SIZE, SHARE, NO_DATE, NO_ROSTER, PIXELS, ASPECT, RATE, RANKS)
"""Sentences that several looks share."""

FORMS = {
    words.LENGTH_FORM: LENGTH,
    words.SIZE_FORM: SIZE,
    words.SHARE_FORM: SHARE,
    words.DATE_FORM: NO_DATE,
    words.PIXELS_FORM: PIXELS,
    words.ASPECT_FORM: ASPECT,
    words.RATE_FORM: RATE,
    words.RANKS_FORM: RANKS,
}
"""The sentence for each form that a type of the rulebook asks for."""
