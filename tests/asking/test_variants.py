"""Every way in which Unicode lets a letter be written is known."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest

from contest.asking.variants import PLAIN, is_han, variants
from contest.checks.compare import DROPPED


@pytest.mark.slow
def test_no_character_is_forgotten() -> None:
    for char in map(chr, range(0x80, sys.maxunicode)):
        for letter in filter(is_han, unicodedata.normalize("NFKC", char).casefold()):
            assert char in variants(letter), hex(ord(char))


def test_what_is_plain_is_no_other_letter() -> None:
    plain = re.compile(f"[{PLAIN}]")
    for char in filter(plain.fullmatch, map(chr, range(0x10000))):
        folded = unicodedata.normalize("NFKC", char).casefold()
        assert char not in DROPPED
        assert folded == char.lower() or not any(c.isalnum() for c in folded), char


def test_a_chinese_character_melts_into_nothing() -> None:
    for number in range(0x4E00, 0xA000):
        assert unicodedata.normalize("NFC", chr(number) + "\u3099\u0301")[0] == chr(number)
