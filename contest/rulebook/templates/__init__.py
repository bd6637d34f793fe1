"""Rules of real contests to begin from, each naming where it was published.

The files are ``NAME.toml`` beside this one: a contest.toml each, its first line a comment that
says what is instructive about it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Template(NamedTuple):
    """A rule set to begin from."""

    name: str
    contest: str
    about: str
    source: str


def templates() -> list[Template]:
    """All of them, by name."""
    found = []
    for path in sorted(HERE.glob("*.toml")):
        text = path.read_text("utf-8")
        about = text.partition("\n")[0].removeprefix("#").strip()
        contest = tomllib.loads(text)["contest"]
        found.append(Template(path.stem, contest["name"], about, contest["source"]))
    return found


def template(name: str) -> str | None:
    """The text of a template, None if there is none of this name."""
    path = HERE / f"{name}.toml"
    known = {one.stem for one in HERE.glob("*.toml")}
    return path.read_text("utf-8") if name in known else None
