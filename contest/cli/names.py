"""Who is at the keyboard: the name for the record of changes, remembered on this machine.

``--as`` comes first, then CONTEST_AS, then the name that was given last, then the login name.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

VARIABLE = "CONTEST_AS"

LONGEST = 200
"""Characters of a name that is remembered; a longer one is a slip."""


def known_name() -> str:
    """The name of who doesn't say one."""
    return os.environ.get(VARIABLE, "").strip() or remembered() or _login()


def remembered() -> str | None:
    """The name that was given last on this machine, None where none is known."""
    try:
        name = _file().read_text("utf-8").removesuffix("\n")
    except (OSError, ValueError, RuntimeError):  # RuntimeError: there is no home
        return None
    return name if _fits(name) else None


def remember(name: str) -> bool:
    """Keep a name for the next commands; False where that changes nothing or can't be done."""
    if not _fits(name) or name == remembered():
        return False
    try:
        path = _file()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Another command may be reading it: the new name takes the old one's place at once.
        new = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            with os.fdopen(
                os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
            ) as file:
                file.write(f"{name}\n")
            new.replace(path)
        except OSError:
            with suppress(OSError):
                new.unlink()
            raise
    except (OSError, ValueError, RuntimeError):
        return False
    return True


def _fits(name: str) -> bool:
    """One line of signs that can be seen; anything else is asked for anew each time."""
    return bool(name.strip()) and name.isprintable() and len(name) <= LONGEST


def _file() -> Path:
    """Where the name is kept; a relative XDG_CONFIG_HOME counts for none, as its specification
    says."""
    home = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    return (home if home.is_absolute() else Path.home() / ".config") / "contest" / "name"


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "?"
