"""Whole: whether a contest folder's ledger, record, kept bytes and links are as they should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from contest.desk.folder import LEDGER_FILE, Folder
from contest.desk.works import works_of
from contest.errors import ContestError
from contest.ledger import audit, query, seals
from contest.ledger.store import Store
from contest.model import Scalar
from contest.vault import ABANDONED

MOST_ASTRAY = 10_000
"""Rows that are counted; a ledger with more of them is no better off."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing looked at: what was found, and a message id for what to do about it."""

    name: str
    ok: bool
    what: str
    advice: str | None = None
    arguments: Mapping[str, Scalar] = field(default_factory=dict)


def look_over(folder: Folder, at: datetime) -> Iterator[Item]:
    """Everything that can be checked of a contest folder. ``at``: now."""
    if not (folder.path / LEDGER_FILE).exists():
        yield Item("ledger", True, "-", "Nothing was recorded yet: run “contest track SOURCE”.")
        return
    try:
        with folder.ledger() as store:
            yield from _ledger(store)
            yield from _bytes(folder, store)
            yield from _leftovers(folder, store, at)
    except ContestError as error:
        yield Item("ledger", False, LEDGER_FILE, error.message, error.arguments)


def _ledger(store: Store) -> Iterator[Item]:
    faults = store.examine()
    yield Item(
        "ledger", not faults, LEDGER_FILE,
        "The ledger is damaged: {reason}. Keep the file, and put the last backup in its place: "
        "“contest restore FILE --force”." if faults else None,
        {"reason": "; ".join(faults[:3])},
    )  # fmt: skip
    with store.still() as db:
        last, broken = seals.head(db), seals.broken(db)
        wrong = list(islice(audit.astray(db), MOST_ASTRAY))
        found = audit.audit(db)
    if broken:
        yield _broken(*broken[0].rpartition(" ")[::2])
    else:
        yield Item("seals", True, f"{last.number} {last.value[:16]}" if last else "-")
    yield _astray(wrong, str(last.change) if last else "-")
    if found.pen:
        yield Item(
            "pen", False, "1",
            "Another program has written to the ledger and left its mark in the table pen, so that "
            "nothing can be recorded: put the last backup in its place with “contest restore FILE "
            "--force”.",
        )  # fmt: skip
    if found.unused:
        yield Item(
            "unused", True, str(found.unused),
            "Kept bytes that nothing refers to any more, because what brought them was taken back "
            "(megabytes: {size}). They harm nobody, and are there if it comes again.",
            {"size": round(found.size / 1e6, 1)},
        )  # fmt: skip


def _broken(where: str, number: str) -> Item:
    """The chain of seals doesn't fit from some place on."""
    advice = (
        "The record was changed by another program in act {number} or before: “contest log --act "
        "{number}” shows what it says now, “contest restore FILE --dry-run” with a backup from "
        "before what it said then."
    )
    if where == "seal":
        advice = (
            "Seal {number} was taken out of the record by another program: compare with a backup "
            "from before by “contest restore FILE --dry-run”."
        )
    elif where != "act":
        advice = (
            "Another program has written to the record after seal {number}: compare with a backup "
            "by “contest restore FILE --dry-run”, and put it in place with --force if that is "
            "what you trust."
        )
    return Item("seals", False, number, advice, {"number": int(number)})


def _astray(wrong: list[audit.Fault], changes: str) -> Item:
    """Rows that another program than this one has written. ``changes``: how many are recorded."""
    if not wrong:
        return Item("rows", True, changes)
    kinds = Counter(fault.how for fault in wrong)
    named = ", ".join(f"{f.table}{f.row} {f.how}" for f in wrong[:3])
    said = ", ".join(f"{how} {number}" for how, number in sorted(kinds.items()))
    return Item(
        "rows", False, said,
        "Rows are not as this program has written them (number: {number}, first: {rows}): another "
        "program has changed them. Compare with the last backup by “contest restore FILE "
        "--dry-run”; put it in place with --force, or decide anew on what was changed.",
        {"number": len(wrong), "rows": named},
    )  # fmt: skip


def _bytes(folder: Folder, store: Store) -> Iterator[Item]:
    with store.read() as db:
        hashes = query.kept(db)
    unknown = folder.vault.unknown(set(hashes))
    if unknown:
        yield Item(
            "strays", False, str(len(unknown)),
            "There are kept files that the ledger doesn't know (number: {number}): a run broke "
            "off, or the ledger was emptied or replaced. Track the sources again, or restore "
            "the ledger.",
            {"number": len(unknown)},
        )  # fmt: skip
    broken = [sha256 for sha256 in hashes if not folder.vault.verify(sha256)]
    yield Item(
        "files", not broken, f"{len(hashes) - len(broken)}/{len(hashes)}",
        "Kept bytes are missing or changed (number: {number}, first: {first}). "
        "Track their sources again, or restore a backup with “contest restore FILE --force”."
        if broken else None,
        {"number": len(broken), "first": broken[0] if broken else ""},
    )  # fmt: skip


def _leftovers(folder: Folder, store: Store, at: datetime) -> Iterator[Item]:
    """What is in the folder and no longer right; “contest doctor --mend” sees to it."""
    stale = folder.vault.stale({work.name: work.sha256 for work in works_of(store)})
    if stale:
        yield Item(
            "works", False, str(len(stale)),
            "Links in works/ lead nowhere or to another video (number: {number}, first: {first}): "
            "“contest doctor --mend” makes them anew.",
            {"number": len(stale), "first": stale[0]},
        )  # fmt: skip
    halves = folder.vault.halves(at.timestamp() - ABANDONED)
    if halves:
        yield Item(
            "halves", False, str(len(halves)),
            "Files that a run has left half written (number: {number}): “contest doctor --mend” "
            "removes them.",
            {"number": len(halves)},
        )  # fmt: skip
    with store.read() as db:
        old = orphans(folder.path, audit.numbers(db))
    if old:
        yield Item(
            "pictures", False, str(len(old)),
            "Pictures in exports/ of entries that are gone (number: {number}, first: {first}): "
            "“contest doctor --mend” removes them.",
            {"number": len(old), "first": old[0].name},
        )  # fmt: skip


def orphans(folder: Path, entries: set[int]) -> list[Path]:
    """Pictures that were drawn of entries that are no longer there."""
    from contest.desk.drawn import FOLDER, PAIRS, POSTERS, SHEETS

    found = []
    for place, of in ((SHEETS, 1), (POSTERS, 1), (PAIRS, 2)):
        for path in (folder / FOLDER / place).glob("*-*.jpg"):
            # Only names that this program gives: numbers, and a key of eight digits.
            *numbers, key = path.stem.split("-")
            ours = len(numbers) == of and len(key) == 8 and all(map(str.isdecimal, numbers))
            if ours and not entries.issuperset(map(int, numbers)):
                found.append(path)
    return sorted(found)
