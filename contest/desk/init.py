"""Init: make a contest folder with its rules."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from contest.errors import ContestError
from contest.rulebook.folder import FILE
from contest.rulebook.write import render
from contest.rules import Rulebook
from contest.vault import private


def init(folder: Path, say: Callable[[str], str]) -> Path:
    """Write contest.toml with the default rules, explained by ``say``. Raises ContestError if
    there is one: an organiser's rules are never overwritten."""
    existed = folder.is_dir()
    private(folder)
    if existed and not any(folder.iterdir()):
        folder.chmod(0o700)
    path = folder / FILE
    text = render(Rulebook(), say)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        raise ContestError(
            "{path} is there already; it was left as it is.", path=str(path)
        ) from None
    except OSError as error:
        raise ContestError(
            "{path} can't be written: {reason}.",
            path=str(path),
            reason=error.strerror or str(error),
        ) from error
    return path
