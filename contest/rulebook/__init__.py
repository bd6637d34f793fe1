"""contest.toml → Rulebook, every problem at once; and a new contest.toml with everything explained."""

from contest.rulebook.folder import FILE, find_folder
from contest.rulebook.load import digest, load, parse
from contest.rulebook.write import render, settings

__all__ = ["FILE", "digest", "find_folder", "load", "parse", "render", "settings"]
