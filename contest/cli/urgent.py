"""What the board asks for: a line for each thing that a person must see to, with the command."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from contest.cli.safe import fitted, shown, width
from contest.cli.spans import DAY, span
from contest.cli.styles import Line

if TYPE_CHECKING:
    from contest.desk.board import Standing
    from contest.ledger.needs import Kind, Need
    from contest.wording import Wording

NAMED = 3
"""Links and loose submissions that have a line of their own; entries and codes that a line
names."""


class Told(NamedTuple):
    """What there is to say of a need, of one and of several, the command that comes next, and how
    it looks."""

    one: str
    many: str
    command: str
    style: str = "yellow"


NEEDS: dict[Kind, Told] = {
    "review": Told(
        "{number} entry in review", "{number} entries in review", "contest review",
    ),
    "correction": Told(
        "{number} entry has a correction to be read",
        "{number} entries have a correction to be read", "contest review",
    ),
    "withdrawal": Told(
        "{number} entry may have been withdrawn", "{number} entries may have been withdrawn",
        "contest review",
    ),
    "tick": Told(
        "{number} entry has an open checklist", "{number} entries have an open checklist",
        "contest entries tick",
    ),
    "alike": Told(
        "{number} entry looks like another", "{number} entries look like others",
        "contest entries alike",
    ),
    "award": Told(
        "{number} entry has an award and is not accepted",
        "{number} entries have an award and are not accepted", "contest awards revoke",
        "bold red",
    ),
    "loose": Told(
        "{number} submission belongs to no entry", "{number} submissions belong to no entry",
        "contest review",
    ),
}  # fmt: skip


def pressing(found: Standing, wording: Wording, columns: int | None) -> Iterator[Line]:
    """The lines, the command of each at its end; none longer than ``columns``."""
    lines = [*_needs(found, wording), *_links(found, wording), *_others(found, wording)]
    if not lines:
        return
    yield [(wording.say("to do"), "bold")]
    for text, style, command in lines:
        tail: Line = [("  → ", "dim"), (command, "cyan")] if command else []
        room = None if columns is None else columns - 2 - sum(width(t) for t, _ in tail)
        yield [("  " + (text if room is None else fitted(text, room)), style), *tail]


def _needs(found: Standing, wording: Wording) -> Iterator[tuple[str, str, str]]:
    for need in found.board.needs:
        told = NEEDS[need.kind]
        text = wording.count(told.one, told.many, need.number) + _which(need, wording)
        yield text, told.style, told.command
        for source, title, kind in need.loose[:NAMED]:
            yield f"  {shown(source)}  {wording.say(kind)}  {shown(fitted(title, 40))}", "", ""


def _which(need: Need, wording: Wording) -> str:
    """For which reasons, and the first entries by number."""
    text = ""
    if need.codes:
        codes = [f"{code} {number}" for code, number in need.codes[:NAMED]]
        codes += ["…"] * (len(need.codes) > NAMED)
        text = wording.say(": ") + wording.say(", ").join(codes)
    if need.entries:
        numbers = " ".join(f"{entry:03}" for entry in need.entries[:NAMED])
        more = " …" if need.number > NAMED else ""
        text += wording.say(" ({numbers})", numbers=numbers + more)
    return text


def _links(found: Standing, wording: Wording) -> Iterator[tuple[str, str, str]]:
    links = found.board.links
    if not links.number:
        return
    text = wording.count(
        "{number} video is only a link", "{number} videos are only links", links.number
    )
    parts = [f"{links.size / 1e9:,.1f} GB"] if links.size else []
    if links.expired:
        parts.append(wording.say("expired: {number}", number=links.expired))
    if parts:
        text += wording.say(" ({numbers})", numbers=wording.say(", ").join(parts))
    yield text, "yellow", "contest links"
    for link in links.soonest[:NAMED]:
        left = int((link.expires_at - found.now).total_seconds())
        said = wording.say("expires in {time}", time=span(left, wording))
        style = "bold red" if left < DAY else ""
        yield f"  {link.entry:03}  {said}  {shown(link.name)}", style, ""


def _others(found: Standing, wording: Wording) -> Iterator[tuple[str, str, str]]:
    say = wording.say
    if found.cramped and found.free is not None:
        yield (
            say(
                "The disk may be too small: {size} GB left, {needed} GB of videos are still to be "
                "downloaded.",
                size=f"{found.free / 1e9:,.1f}",
                needed=f"{found.board.links.size / 1e9:,.1f}",
            ),
            "bold red",
            "",
        )
    if found.board.stale:
        number = found.board.stale
        text = say("contest.toml has changed since (submissions: {number})", number=number)
        yield text, "yellow", say("contest track SOURCE")
    for value, number, least in found.shortfalls[:NAMED]:
        yield (
            say(
                "{value}: {number} of at least {least} entries",
                value=shown(value), number=number, least=least,
            ),
            "yellow",
            "",
        )  # fmt: skip
