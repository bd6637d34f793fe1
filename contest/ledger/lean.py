"""sqlite-utils without what it loads only to name types."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

UNWANTED = ("numpy", "pandas")
"""What sqlite-utils loads where it is installed: nobody stores those here, and numpy alone would
cost every command that opens the ledger a third of its start."""


@contextmanager
def _without(names: tuple[str, ...]) -> Iterator[None]:
    """A block in which these can't be imported, unless they are loaded already."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: not to be found
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _without(UNWANTED):
    from sqlite_utils import Database as Database
    from sqlite_utils import Migrations as Migrations
