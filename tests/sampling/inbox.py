"""The table of the sample inbox: every file of ``submissions/``, and what it teaches."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

from . import afterwards, final_week, first_weeks, last_day
from .boxes import maildir, mbox, posts_csv
from .mail import Item

ITEMS: tuple[Item, ...] = (
    *first_weeks.ITEMS,
    *final_week.ITEMS,
    *last_day.ITEMS,
    *afterwards.ITEMS,
)
"""The mails, one a file, in the order of arrival."""

VESSELS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "posts.csv": ("the four real posts of the brief, none with the required title", posts_csv),
    "bureau.mbox": ("an mbox of three: a good entry, a question, a newsletter", mbox),
}
"""What isn't a single mail: name → what it teaches, and what makes it."""

MAILDIR = ("maildir", "a Maildir: a good entry read, one that says 短片 for 短视频 unread")

ATTRIBUTES = (
    b"# Mails are bytes: no line end may change, and no diff is worth reading.\n* -text -diff\n"
    b"# The expected reports are there to be read.\n*.json text diff\n"
)


def files() -> dict[str, Callable[[], bytes]]:
    """Every file's path in the folder and what makes it; the mails' names hold their order."""
    for one, next_one in pairwise(ITEMS):
        if not (one.name < next_one.name and one.mail.received <= next_one.mail.received):
            raise ValueError(f"{one.name} and {next_one.name} are not in the order of arrival")
    made: dict[str, Callable[[], bytes]] = {item.name: item for item in ITEMS}
    made |= {name: make for name, (_, make) in VESSELS.items()}
    return made | maildir() | {".gitattributes": lambda: ATTRIBUTES}


def table() -> list[tuple[str, str]]:
    """Name and lesson of each file, as ``--list`` prints them."""
    vessels = [(name, teaches) for name, (teaches, _) in VESSELS.items()]
    return [*((item.name, item.teaches) for item in ITEMS), *vessels, MAILDIR]


def write(folder: Path) -> int:
    """Make the inbox anew; returns its bytes. Expected reports and strangers' files stay."""
    made = {name: make() for name, make in files().items()}
    for old in folder.glob("*.eml"):
        if re.fullmatch(r"\d{3}-[a-z0-9-]+\.eml", old.name) and old.name not in made:
            old.unlink()
    for name, data in made.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return sum(map(len, made.values()))
