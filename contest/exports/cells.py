"""Makes text from strangers safe for spreadsheets."""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal or a text editor obeys, but for tabs and line breaks."""

_FORMULA = tuple("=+-@\t\r\0＝＋－＠")


def safe(value: str | int | float | None) -> str | int | float | None:
    """A cell that no spreadsheet takes for a formula: such text gets a ' in front. Controls become
    visible, because a table is also looked at in a terminal."""
    if not isinstance(value, str):
        return value
    if not value.isprintable():
        value = _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", value)
    return "'" + value if value.startswith(_FORMULA) else value
