"""Award: grant and revoke prizes, list and export the awards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from contest.desk.folder import Folder
from contest.errors import UsageError
from contest.exports.base import AwardList, Stamp
from contest.ledger import awards, seals
from contest.ledger.record import Act
from contest.rules import Prize
from contest.vault import private


def grant(
    folder: Folder, entry: int, prize: str, *, rank: int | None, reason: str, act: Act
) -> bool:
    """Grant a prize; False if the entry has it already. Raises UsageError, RefusedError."""
    offered = _offered(folder, prize)
    with folder.ledger() as store, store.write(act) as db:
        return awards.grant(db, entry, offered, rank=rank, reason=reason, act=act)


def revoke(folder: Folder, entry: int, prize: str, *, reason: str, act: Act) -> None:
    """Take an award back. Raises RefusedError if there is none."""
    with folder.ledger() as store, store.write(act) as db:
        awards.revoke(db, entry, prize, reason=reason, act=act)


def listed(folder: Folder, at: datetime) -> AwardList:
    """The awards that stand, prizes in the rulebook's order, those it no longer offers last, with
    the seal of the ledger as it is. ``at``: now."""
    with folder.ledger() as store, store.still() as db:
        rows, seal = awards.awards(db), seals.head(db)
    zone = ZoneInfo(folder.rules.contest.timezone)
    order = [p.name for p in folder.rules.prizes]
    names = [*order, *dict.fromkeys(r.prize for r in rows if r.prize not in order)]
    offered = {p.name: p.number for p in folder.rules.prizes}
    return AwardList(
        contest=folder.rules.contest.name,
        prizes=tuple((name, offered.get(name)) for name in names),
        lines=tuple(award for name in names for award in rows if award.prize == name),
        stamp=Stamp(seal.number, seal.value, at.astimezone(zone)) if seal else None,
    )


def export(
    folder: Folder, format_: str | None, target: Path | None, at: datetime, *, raw: bool
) -> Path | bytes:
    """The award list as a file at ``target``, or as bytes for standard output without one. ``at``:
    now."""
    from contest.exports import AWARDS, write

    name = format_ or (target.suffix[1:].lower() if target else "md")
    if not name and target:
        raise UsageError(
            "{path} has no suffix that says the format; name one with --format ({allowed}).",
            path=str(target),
            allowed=", ".join(AWARDS),
        )
    if name not in AWARDS:
        raise UsageError(
            "“{value}” is no export format; there are {allowed}.",
            value=name,
            allowed=", ".join(AWARDS),
        )
    data = AWARDS[name].make(listed(folder, at), raw)
    if target is None:
        return data
    if target.parent == folder.path / "exports":
        private(target.parent)
    write(target, data)
    return target


def _offered(folder: Folder, name: str) -> Prize:
    prizes: Sequence[Prize] = folder.rules.prizes
    for prize in prizes:
        if prize.name == name:
            return prize
    raise UsageError(
        "contest.toml offers no prize “{value}”; there are {allowed}.",
        value=name,
        allowed="、".join(p.name for p in prizes),
    )
