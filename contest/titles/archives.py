"""Which files are archives, by their names."""

from __future__ import annotations

from collections.abc import Iterable

SUFFIXES = (".zip", ".rar", ".7z", ".tar", ".tar.gz", ".tgz")


def is_archive(name: str) -> bool:
    """Whether a file of this name is an archive."""
    return name.rstrip().lower().endswith(SUFFIXES)


def archives_among(names: Iterable[str]) -> list[str]:
    """Those of the names that archives have."""
    return [name for name in names if is_archive(name)]


def archive_stem(name: str) -> str:
    """The name of an archive without folders in front and without its ending."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1].rstrip()
    ending = next((s for s in SUFFIXES if base.lower().endswith(s)), "")
    return base[: len(base) - len(ending)]
