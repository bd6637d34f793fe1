"""Where the contest is: the nearest folder upwards that holds a contest.toml."""

from __future__ import annotations

import os
from pathlib import Path

FILE = "contest.toml"


def find_folder(start: Path) -> Path | None:
    """``start`` or the nearest folder above it with a contest.toml, as git finds .git."""
    here = start.absolute()
    for folder in (here, *here.parents):
        if os.path.lexists(folder / FILE):
            return folder
    return None
