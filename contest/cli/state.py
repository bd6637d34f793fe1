"""What every command knows: the folder, the language, how to talk, what time it is, which nothing
else looks up."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from contest.cli.safe import readable, shown
from contest.desk.folder import PATIENCE, Folder, open_folder, rules_of
from contest.errors import ContestError, UsageError
from contest.wording import Wording

if TYPE_CHECKING:
    from contest.ledger.record import Act
    from contest.rules import Rulebook


MOST_DIGITS = 18
"""Of the number of an entry; the ledger has none that is longer."""


@dataclass(frozen=True, slots=True)
class State:
    """Made once by the root command from its options."""

    wording: Wording
    dir: Path | None = None
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False
    _warned: list[bool] = field(default_factory=list)

    def rules(self, profile: str | None = None) -> Rulebook:
        """The rules of the contest folder, or the built-in ones; or one of their profiles."""
        rules = rules_of(self.dir, _here(), profile)
        self.wording.learn(own_labels(rules))
        return rules

    @property
    def here(self) -> Path:
        """The current folder."""
        return _here()

    def folder(self) -> Folder:
        """The contest folder; an error where there is none."""
        folder = open_folder(self.dir, _here(), _patience())
        self.wording.learn(own_labels(folder.rules))
        return folder

    def contest(self) -> Folder | None:
        """The contest folder, None where there is none."""
        try:
            return self.folder()
        except ContestError:
            return None

    def one(self, folder: Folder, text: str) -> int:
        """The number of the one entry that a word of the command line means: a number, or a query
        that no other entry fits. Raises UsageError."""
        text = readable(text)
        if text.isascii() and text.isdigit() and 0 < len(text) <= MOST_DIGITS:
            return int(text)
        from contest.desk.browse import meant

        found = meant(folder, [text], self.now)
        if len(found) > 1:
            raise UsageError(
                "“{value}” means {number} entries; name one.", value=text, number=len(found)
            )
        return found[0]

    def act(self, command: str, actor: str | None = None) -> Act:
        """This command, by whom, now."""
        from contest.cli.names import known_name, remember
        from contest.ledger.record import Act

        name = (actor or "").strip()
        if name and remember(name):
            said = "Remembered: changes on this machine are {name}'s; --as NAME changes it."
            self.talk(self.wording.say(said, name=name))
        self._warn()
        return Act(at=self.now, actor=name or known_name(), command=command)

    def _warn(self) -> None:
        """Say once that the ledger lies where it may be spoiled."""
        from contest.cli.places import warning
        from contest.rulebook.folder import find_folder

        folder = None if self._warned or self.quiet else self.dir or find_folder(_here())
        self._warned.append(True)
        if folder is not None and (said := warning(folder, self.wording)):
            self.talk(said)

    @property
    def now(self) -> datetime:
        """This instant."""
        return datetime.now(UTC)

    @property
    def fancy(self) -> bool:
        """Whether stdout is for eyes: colours and tables only on a terminal, or where asked for."""
        return self.color == "always" or sys.stdout.isatty()

    @property
    def columns(self) -> int:
        """How many columns the terminal has."""
        return shutil.get_terminal_size().columns

    @property
    def colored(self) -> bool:
        """Whether to use colour: NO_COLOR and TERM=dumb beat a terminal, --color beats them."""
        if self.color != "auto":
            return self.color == "always"
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return sys.stdout.isatty() and not plain

    def talk(self, line: str) -> None:
        """One line on stderr, unless --quiet; a terminal can't be made to obey it."""
        if not self.quiet:
            sys.stderr.write(shown(line) + "\n")


def own_labels(rules: Rulebook) -> dict[str, str]:
    """What this call names its fields, where it differs from the built-in names."""
    from contest.rules import TitleRules

    usual = TitleRules().labels
    return {n: label for n, label in rules.title.labels.items() if usual.get(n) != label}


def _here() -> Path:
    """The current folder; one that was deleted meanwhile has no contest above it."""
    try:
        return Path.cwd()
    except OSError:
        return Path("/")


def _patience() -> float:
    """Seconds to wait for another program that is writing: CONTEST_PATIENCE, else the usual."""
    try:
        return float(os.environ["CONTEST_PATIENCE"])
    except (KeyError, ValueError):
        return PATIENCE
