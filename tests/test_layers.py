"""Who may import whom, as architecture.md says, read from the syntax of every module."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import contest

PACKAGE = Path(contest.__file__).parent

PURE = frozenset({"titles", "checks", "judging", "asking"})
WORLDS = frozenset({"intake", "media", "ledger", "exports", "letters", "rulebook"})
WORDS = frozenset({"model", "errors"})
BELOW_WORLDS = WORDS | {"rules", "quantities"} | PURE | {"wording", "vault", "temporary"}

MAY_USE = {
    "model": frozenset(),
    "errors": frozenset({"model"}),
    "rules": frozenset(),
    "quantities": frozenset(),
    "wording": WORDS,
    "vault": WORDS,
    "temporary": WORDS,
    "titles": WORDS | {"rules", "quantities"},
    "checks": WORDS | {"rules", "quantities", "titles"},
    "asking": WORDS | {"quantities"},
    "judging": WORDS | {"rules", "quantities", "titles", "checks"},
    **dict.fromkeys(WORLDS, BELOW_WORLDS),
    "desk": BELOW_WORLDS | WORLDS,
    "cli": BELOW_WORLDS | WORLDS | {"desk"},
    "__main__": BELOW_WORLDS | WORLDS | {"desk", "cli"},
    "__init__": frozenset(),
}
"""Each room and the other rooms that it may import."""

OWNERS = {
    "typer": "cli", "click": "cli", "rich": "cli",
    "sqlite3": "ledger", "sqlite_utils": "ledger",
    "av": "media", "ffmpeg": "media", "imageio_ffmpeg": "media", "python_calamine": "intake",
    "imapclient": "intake", "pybase64": "intake", "keyring": "cli",
}  # fmt: skip
"""Modules from outside that only one room may import."""

STANDARD_ONLY = WORDS | {"quantities", "wording", "vault", "temporary", "__init__"} | PURE
"""Rooms that use nothing but the standard library."""

ROOT_KNOWN = WORLDS | {"desk", "cli", "__main__"}
"""Rooms that may ask the package itself for its version or place."""

OUTSIDE_WORLD = frozenset(
    {"os", "io", "pathlib", "shutil", "tempfile", "glob", "fileinput", "sqlite3", "socket", "ssl",
     "select", "http", "urllib", "smtplib", "imaplib", "subprocess", "multiprocessing", "threading",
     "asyncio", "signal", "ctypes", "random", "secrets", "uuid", "time", "locale", "logging",
     "importlib"}
)  # fmt: skip
"""What a pure room has no business with."""

DOING = frozenset({"open", "print", "input", "exec", "eval", "__import__"})
CLOCKS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "strftime"},
}
"""What tells the time of day. A stopwatch (time.monotonic) does not."""


def room_of(module: str) -> str:
    """The room of a module of the package: "contest.titles.parse" is in "titles"."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def rooms() -> set[str]:
    return {room_of(module) for module, _ in modules()}


def modules() -> Iterator[tuple[str, str]]:
    """Name and source of every module; a package goes by its own name."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ["contest", *path.relative_to(PACKAGE).with_suffix("").parts]
        if parts[-1] == "__init__":
            parts = parts[:-1]
        yield ".".join(parts), path.read_text("utf-8")


def imports(module: str, tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Everything imported, at the top or inside a function, as absolute names with their line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join([*module.split(".")[: -node.level], base]).rstrip(".")
            if base == "contest":
                # "from contest import media" imports a room, "__version__" does not.
                names = [n.name for n in node.names if not n.name.startswith("__")]
                yield from ((f"contest.{name}", node.lineno) for name in names)
            else:
                yield base, node.lineno


def breaches(module: str, source: str) -> list[str]:
    """Everything in ``source`` that the house doesn't allow in ``module``."""
    tree, room = ast.parse(source), room_of(module)
    found: list[tuple[int, str]] = []
    for name, line in imports(module, tree):
        top = name.partition(".")[0]
        if top == "contest":
            other = room_of(name)
            known = {room, "__init__"} if room in ROOT_KNOWN else {room}
            if other not in MAY_USE.get(room, frozenset()) | known:
                found.append((line, f"{room} imports {other}"))
            continue
        if OWNERS.get(top, room) != room and not _asks_its_version(module, tree, top):
            found.append((line, f"only {OWNERS[top]} imports {top}"))
        if room in PURE and top in OUTSIDE_WORLD:
            found.append((line, f"{room} is pure and imports {top}"))
        if top not in sys.stdlib_module_names and (
            room in STANDARD_ONLY or (room == "rules" and top != "msgspec")
        ):
            found.append((line, f"{room} imports {top}"))
    found += _deeds(tree, room)
    return [f"{module}:{line}: {what}" for line, what in sorted(found)]


def _asks_its_version(module: str, tree: ast.AST, top: str) -> bool:
    """Doctor may ask SQLite for its version, and for nothing else."""
    if (module, top) != ("contest.desk.doctor", "sqlite3"):
        return False
    plain = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id == "sqlite3"]
    asked = [
        n for n in ast.walk(tree)
        if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)
        and n.value.id == "sqlite3" and n.attr == "sqlite_version"
    ]  # fmt: skip
    taken = any(isinstance(n, ast.ImportFrom) and n.module == "sqlite3" for n in ast.walk(tree))
    return len(plain) == len(asked) and not taken


def _deeds(tree: ast.AST, room: str) -> Iterator[tuple[int, str]]:
    """Looks at the clock outside cli, and files opened or printed to in a pure room."""
    if room != "cli":
        yield from ((line, f"{room} looks at the clock") for line in _looks_at_clocks(tree))
    if room in PURE:
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id in DOING:
                yield node.lineno, f"{room} is pure and uses {node.id}"


def _looks_at_clocks(tree: ast.AST) -> Iterator[int]:
    """The lines that tell the time of day: datetime.now, a date's today, time.time …"""
    clocks = dict(CLOCKS)
    brought = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    for node in brought:
        clocks |= {n.asname: CLOCKS[n.name] for n in node.names if n.asname and n.name in CLOCKS}
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (node.lineno for n in node.names if n.name in CLOCKS["time"])
    for look in ast.walk(tree):
        if isinstance(look, ast.Attribute):
            owner = look.value
            name = str(getattr(owner, "id", "") or getattr(owner, "attr", ""))
            if look.attr in clocks.get(name, ()):
                yield look.lineno


@pytest.mark.parametrize(("module", "source"), list(modules()), ids=[name for name, _ in modules()])
def test_a_module_keeps_to_its_room(module: str, source: str) -> None:
    assert breaches(module, source) == []


def test_every_room_has_its_place_in_the_house() -> None:
    assert rooms() <= set(MAY_USE)
    assert {"model", "titles", "checks", "intake", "ledger", "desk", "cli"} <= rooms()


def test_the_house_has_no_rings() -> None:
    placed: set[str] = set()
    while len(placed) < len(MAY_USE):
        free = {room for room, used in MAY_USE.items() if room not in placed and used <= placed | {
            other for other in used if other not in MAY_USE}}  # fmt: skip
        assert free, "some rooms may import each other"
        placed |= free


BREACHES = [
    ("contest.titles.x", "import os", "titles is pure and imports os"),
    ("contest.titles.x", "def f():\n    from pathlib import Path", "titles is pure and imports"),
    ("contest.titles.x", "import os.path as p", "titles is pure and imports os"),
    ("contest.checks.x", "import random", "checks is pure and imports random"),
    ("contest.checks.x", "def f(p):\n    return open(p)", "checks is pure and uses open"),
    ("contest.judging.x", "import subprocess", "judging is pure and imports subprocess"),
    ("contest.titles.x", "from contest.checks import CHECKS", "titles imports checks"),
    ("contest.titles.x", "from ..intake import receive", "titles imports intake"),
    ("contest.checks.x", "from contest import vault", "checks imports vault"),
    ("contest.checks.x", "import msgspec", "checks imports msgspec"),
    ("contest.model", "from contest.rules import Rulebook", "model imports rules"),
    ("contest.model", "import msgspec", "model imports msgspec"),
    ("contest.rules", "import attrs", "rules imports attrs"),
    ("contest.rules", "from contest.model import Kind", "rules imports model"),
    ("contest.vault", "from contest.wording import Wording", "vault imports wording"),
    ("contest.intake.x", "from contest.media import Pool", "intake imports media"),
    ("contest.media.x", "import contest.ledger.store", "media imports ledger"),
    ("contest.exports.x", "from contest.rulebook.load import load", "exports imports rulebook"),
    ("contest.ledger.x", "from contest.desk import track", "ledger imports desk"),
    ("contest.desk.x", "from contest.cli import app", "desk imports cli"),
    ("contest.desk.x", "import typer", "only cli imports typer"),
    ("contest.desk.x", "import sqlite3", "only ledger imports sqlite3"),
    ("contest.desk.doctor", "import sqlite3\nsqlite3.connect('x')", "only ledger imports sqlite3"),
    ("contest.desk.doctor", "from sqlite3 import connect", "only ledger imports sqlite3"),
    ("contest.desk.x", "def f():\n    import av", "only media imports av"),
    ("contest.intake.x", "from rich.text import Text", "only cli imports rich"),
    ("contest.cli.x", "import sqlite_utils", "only ledger imports sqlite_utils"),
    ("contest.desk.x", "from datetime import datetime\ndatetime.now()", "looks at the clock"),
    ("contest.desk.x", "import datetime\nclock = datetime.datetime.now", "looks at the clock"),
    ("contest.ledger.x", "from datetime import date as d\nd.today()", "looks at the clock"),
    ("contest.media.x", "import time\ntime.time()", "looks at the clock"),
    ("contest.intake.x", "from time import time", "looks at the clock"),
]


@pytest.mark.parametrize(("module", "source", "what"), BREACHES)
def test_a_breach_is_seen(module: str, source: str, what: str) -> None:
    (breach,) = breaches(module, source)
    assert what in breach


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("contest.titles.x", "import re\nfrom contest.model import Fault"),
        ("contest.titles.x", "from .fold import fold\nfrom . import segments"),
        ("contest.checks.x", "from datetime import datetime\ndatetime.fromisoformat('x')"),
        ("contest.checks.x", "from contest.titles import parse"),
        ("contest.rulebook.x", "import msgspec\nfrom contest.checks import CHECKS"),
        ("contest.media.x", "import av, time\ntime.monotonic()"),
        ("contest.desk.doctor", "import sqlite3\nv = sqlite3.sqlite_version"),
        ("contest.desk.x", "from contest import __version__"),
        ("contest.cli.x", "import rich, typer\nfrom datetime import datetime\ndatetime.now()"),
        ("contest.ledger.x", "import sqlite3\nfrom contest.ledger.rows import moment"),
    ],
)
def test_what_the_house_allows_is_no_breach(module: str, source: str) -> None:
    assert breaches(module, source) == []
