"""Where in contest.toml a setting stands, so that a mistake can be pointed at."""

from __future__ import annotations

import re


def place(lines: list[str], path: tuple[str, ...]) -> tuple[int | None, int]:
    """Line (from 1) and column (from 0) of a key, found as a reader would: the table's header,
    then the key at the beginning of a line, or inside an inline table."""
    *tables, key = path
    if tables and tables[-1].isdigit():
        return _nth(lines, tables[0], int(tables[-1]), key)
    for depth in range(len(tables), -1, -1):
        begin = _header(lines, tables[:depth])
        if begin is None:
            continue
        wanted = path[depth]
        for number in range(begin, len(lines)):
            if number > begin and re.match(r"\s*\[", lines[number]) and depth < len(path) - 1:
                break
            match = re.match(rf"\s*[\"']?{re.escape(wanted)}[\"']?\s*[=.]", lines[number])
            if match:
                return number + 1, len(match[0]) - len(match[0].lstrip())
        if depth:
            return begin, 0
    whole = _header(lines, list(path))
    return (whole, 0) if whole else (None, 0)


def _header(lines: list[str], tables: list[str]) -> int | None:
    """How many lines stand before the first one of a table's content."""
    if not tables:
        return 0
    name = r"\s*\.\s*".join(rf"[\"']?{re.escape(t)}[\"']?" for t in tables)
    for number, line in enumerate(lines, 1):
        if re.match(rf"\s*\[+\s*{name}\s*\]+", line):
            return number
    return None


def _nth(lines: list[str], table: str, nth: int, key: str) -> tuple[int | None, int]:
    seen = 0
    for number, line in enumerate(lines, 1):
        if re.match(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]", line):
            seen += 1
            if seen > nth:
                break
        match = re.match(rf"(\s*){re.escape(key)}\s*=", line)
        if seen == nth and match:
            return number, len(match[1])
    return None, 0
