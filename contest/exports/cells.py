"""Makes text from strangers safe for spreadsheets."""

from __future__ import annotations

_FORMULA = tuple("=+-@\t\r\0＝＋－＠")


def safe(value: str | int | float | None) -> str | int | float | None:
    """A cell that no spreadsheet takes for a formula: such text gets a ' in front."""
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value
