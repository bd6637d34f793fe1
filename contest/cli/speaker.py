"""Puts lines on stdout in the way that suits where it goes."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from contest.cli.safe import shown
from contest.cli.styles import Line

if TYPE_CHECKING:
    from contest.cli.state import State


class Speaker:
    """Prints lines, with colours on a terminal. Whatever a line is made of, a terminal can't be
    made to obey it."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.wording = state.wording
        self.console: Any = console(state) if state.fancy else None

    def line(self, text: str, style: str = "") -> None:
        """One line of one's own."""
        self.lines([[(text, style)]])

    def lines(self, lines: Iterable[Line]) -> None:
        """Lines of one's own, in pieces with styles."""
        if self.console is None:
            self._lines("".join(text for text, _ in line) for line in lines)
        else:
            self._styled(lines)

    def _lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            sys.stdout.write(shown(line) + "\n")

    def _styled(self, lines: Iterable[Line]) -> None:
        from rich.text import Text

        for line in lines:
            self.console.print(Text.assemble(*((shown(text), style) for text, style in line)))


def console(state: State, *, stderr: bool = False) -> Any:
    """A rich console that obeys --color, NO_COLOR and the terminal's width."""
    from rich.console import Console

    return Console(
        stderr=stderr,
        markup=False,
        highlight=False,
        emoji=False,
        no_color=not state.colored,
        force_terminal=state.color == "always" or None,
        soft_wrap=True,
    )
