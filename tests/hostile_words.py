"""Words that attack a terminal, and the proof that they did nothing to it."""

from __future__ import annotations

import re
import unicodedata

ATTACK = (
    "[bold]粗[/团队][link=http://x.example]y[/link]\x1b[31;7m\x1b]0;t\x07\x9b5m\r\n\u202e\u2066\x7f"
)
"""Markup, colours, a window's title, a C1 sequence, line breaks, and text from right to left."""

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
REDRAWN = re.compile(r"\r?\x1b\[(?:\?25[lh]|1A|2K)(?:\r(?!\n))?")
"""What a bar of progress is drawn with: the cursor hidden and shown, its own line cleared."""
OBEYED = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def harmless(seen: str, *wanted: str) -> None:
    """Nothing that a terminal obeys but line ends and the program's own colours; the rest of what
    was written can be read."""
    assert "31;7m" not in "".join(COLOUR.findall(seen))
    plain = COLOUR.sub("", REDRAWN.sub("", seen)).replace("\r\n", "\n")
    assert {c for c in plain if unicodedata.category(c) in OBEYED} <= {"\n"}
    for text in wanted:
        assert text in plain
