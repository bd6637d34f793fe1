"""The contest folder: its rules, its ledger, its kept bytes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from contest.errors import ContestError, LedgerError, UsageError
from contest.rulebook.folder import FILE as RULES_FILE
from contest.rulebook.folder import find_folder
from contest.rules import Rulebook

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from contest.ledger.reading import Look
    from contest.ledger.store import Store
    from contest.vault import Vault

LEDGER_FILE = "contest.db"

PATIENCE = 30.0
"""Seconds to wait for another program that is writing."""


class Folder(NamedTuple):
    """A contest folder with its rules read. ``patience`` is how many seconds to wait for another
    program that is writing."""

    path: Path
    rules: Rulebook
    patience: float = PATIENCE

    @property
    def vault(self) -> Vault:
        """Where received bytes are kept."""
        from contest.vault import Vault

        return Vault(self.path)

    def ledger(self, *, checked: bool = True) -> Store:
        """The ledger, opened; made at the first use. What only lists needs it not ``checked``.
        Raises LedgerError, also for one that is empty where something was received: a new one in
        its place would number from 1 again."""
        from contest.ledger.store import Store

        return Store(self._ledger_file(), patience=self.patience, checked=checked)

    def reading(self) -> AbstractContextManager[Look]:
        """The ledger, opened for a look that costs little. Raises LedgerError as ``ledger``."""
        from contest.ledger.reading import reading

        return reading(self._ledger_file(), patience=self.patience)

    def _ledger_file(self) -> Path:
        path = self.path / LEDGER_FILE
        if path.is_file() and not path.stat().st_size and self.vault.was_used():
            raise LedgerError(
                "The ledger {path} is empty, but something was received here before. Restore a "
                "backup; to begin anew, remove {path} and run the command again.",
                path=str(path),
            )
        return path


def rules_of(option: Path | None, here: Path, profile: str | None = None) -> Rulebook:
    """The rules of the contest folder if there is one, else the built-in ones. A ``profile`` is
    the name of another rulebook that those rules name. Raises UsageError where there is none."""
    folder = _locate(option, here)
    if folder is None:
        rules = Rulebook()
    else:
        from contest.rulebook.load import load

        rules = load(folder / RULES_FILE)
    if profile is None:
        return rules
    file = rules.profiles.get(profile)
    if file is None or folder is None:
        raise UsageError(
            "There is no profile “{value}”; [profiles] in contest.toml has {allowed}.",
            value=profile,
            allowed="、".join(rules.profiles) or "-",
        )
    return load(folder / file)


def rules_file(option: Path | None, here: Path) -> Path:
    """The contest.toml of the contest folder. Raises ContestError where there is none."""
    return _needed(option, here) / RULES_FILE


def open_folder(option: Path | None, here: Path, patience: float = PATIENCE) -> Folder:
    """The contest folder. Raises ContestError where there is none."""
    folder = _needed(option, here)
    from contest.rulebook.load import load

    return Folder(folder, load(folder / RULES_FILE), patience)


def _needed(option: Path | None, here: Path) -> Path:
    folder = _locate(option, here)
    if folder is None:
        raise ContestError(
            "There is no contest here: no contest.toml in {path} or above. "
            "Run “contest init” first, or name the folder with --dir.",
            path=str(here),
        )
    return folder


def _locate(option: Path | None, here: Path) -> Path | None:
    if option is None:
        return find_folder(here)
    if not os.path.lexists(option / RULES_FILE):
        raise ContestError(
            "There is no contest in {path}: it holds no contest.toml. "
            "Run “contest init {path}” first.",
            path=str(option),
        )
    return option
