"""Where in contest.toml a setting stands, so that a mistake can be pointed at.

The standard library's parser tells no places. The file is looked through as a reader would: the
headers of tables, the keys at the beginnings of lines, what is inside inline tables by name.
"""

from __future__ import annotations

import re

Path_ = tuple[str, ...]

_KEY = r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|[A-Za-z0-9_-]+|[^\s.=\[\]#\"',{}]+"
_DOTTED = rf"(?:{_KEY})(?:\s*\.\s*(?:{_KEY}))*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]\]?")
_ASSIGNED = re.compile(rf"(\s*)({_DOTTED})\s*=")
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_TRIPLE = re.compile(r'"""|\'\'\'')


class Places:
    """The places of all keys of a text."""

    def __init__(self, text: str) -> None:
        # Only what ends a line in TOML: other signs that look so may stand in a text.
        self.lines = [line.removesuffix("\r") for line in text.split("\n")]
        self.known: dict[Path_, tuple[int, int]] = {}
        self._look_through()

    def of(self, path: Path_) -> tuple[int | None, int]:
        """Line (from 1) and column (from 0) of a key, or of the nearest thing around it."""
        for depth in range(len(path), 0, -1):
            found = self.known.get(path[:depth])
            if found is None:
                continue
            line, column = found
            rest = [step for step in path[depth:] if not step.isdigit()]
            return self._inside(line, rest) if rest else (line, column)
        return None, 0

    def _inside(self, first: int, rest: list[str]) -> tuple[int, int]:
        """A key inside an inline table that begins in line ``first``, or that line."""
        later = [line for line, _ in self.known.values() if line > first]
        last = min(later, default=len(self.lines) + 1)
        for number in range(first, last):
            match = re.search(rf"(?<![\w]){re.escape(rest[-1])}[\"']?\s*=", self.lines[number - 1])
            if match:
                return number, match.start()
        line = self.lines[first - 1]
        return first, len(line) - len(line.lstrip())

    def _look_through(self) -> None:
        table: Path_ = ()
        counts: dict[Path_, int] = {}
        quoted = ""
        for number, line in enumerate(self.lines, 1):
            if quoted:
                quoted = "" if quoted in line else quoted
                continue
            header = _HEADER.match(line)
            if header:
                table = self._table(header, counts)
                place = (number, line.index("["))
                self.known.setdefault(table, place)
                if table[-1].isdigit():
                    self.known.setdefault(table[:-1], place)  # the whole list begins there
            elif key := _ASSIGNED.match(line):
                path = (*table, *_steps(key[2]))
                self.known.setdefault(path, (number, len(key[1])))
            opened = _TRIPLE.findall(_COMMENT.sub("", line))
            if len(opened) % 2:
                quoted = opened[-1]

    def _table(self, header: re.Match[str], counts: dict[Path_, int]) -> Path_:
        """The path of a table, every list of tables with the number of the one that is meant."""
        steps = _steps(header[2])
        path: Path_ = ()
        for depth, step in enumerate(steps, 1):
            path = (*path, step)
            if depth == len(steps) and len(header[1]) == 2:
                counts[path] = counts.get(path, 0) + 1
            if path in counts:
                path = (*path, str(counts[path]))
        return path


def _steps(dotted: str) -> list[str]:
    return [
        step[1:-1] if step[0] in "\"'" and len(step) > 1 else step
        for step in re.findall(_KEY, dotted)
    ]
