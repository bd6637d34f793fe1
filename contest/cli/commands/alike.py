"""contest entries alike, same, different, pictures: which entries are one work, and to see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from contest.cli.app import Asking, Command
from contest.cli.documents import Document
from contest.cli.emit import emit
from contest.cli.options import Actor, Format, FormatOption, OneEntry, Queries, Reason, texts_of
from contest.cli.people import Talker
from contest.cli.safe import near, shown
from contest.cli.state import State
from contest.cli.styles import Line
from contest.quantities import length_text

if TYPE_CHECKING:
    from contest.desk.alike import Alike

COLUMNS = ("entry", "other", "how", "share", "other_share", "same", "picture")

OtherEntry = Annotated[
    str, typer.Argument(metavar="OTHER", help="The other one: its number, or a query.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to those of ``contest entries``."""
    app.command("alike", cls=Command, help="List the entries that may be one work.")(alike)
    app.command("same", cls=Command, help="Note for good that two entries are one work.")(same)
    app.command("different", cls=Command, help="Note for good that two entries are two works.")(
        different
    )
    app.command("pictures", cls=Asking, help="Make poster and contact sheet of entries.")(pictures)


def alike(
    ctx: typer.Context,
    number: Annotated[
        int | None,
        typer.Argument(metavar="[ENTRY]", min=1, max=2**63 - 1, help="Only what is like this one."),
    ] = None,
    pictures: Annotated[
        bool, typer.Option("--pictures", help="Lay what they share side by side, in exports/.")
    ] = False,
    format_: FormatOption = Format.AUTO,
) -> None:
    """List the entries that look alike."""
    from contest.desk.alike import pairs

    state: State = ctx.obj
    found = pairs(state.folder(), number, draw=pictures)
    if format_ is not Format.AUTO:
        emit(
            format_, "entries alike", map(_document, found), lambda: {"pairs": len(found)}, COLUMNS
        )
        return
    talker = Talker(state)
    for pair in found:
        talker.lines(told(state, pair))
    if not found:
        state.talk(state.wording.say("No entries look alike, as far as they were looked at."))


def _document(pair: Alike) -> Document:
    twin = pair.pair.twin
    return {
        "entry": pair.one.number,
        "other": twin.entry,
        "titles": [pair.one.title, pair.other.title],
        "how": twin.how,
        "share": round(twin.mine, 3),
        "other_share": round(twin.its, 3),
        "start": twin.at,
        "other_start": twin.its_at,
        "mirrored": twin.mirrored,
        "pairs": [list(times) for times in pair.pair.pairs],
        "same": twin.decided,
        "picture": str(pair.picture) if pair.picture else None,
    }


def told(state: State, pair: Alike) -> Iterator[Line]:
    """A pair for people: how the two are alike, their titles, the picture."""
    say = state.wording.say
    twin = pair.pair.twin
    how = {
        "bytes": say("the same file"),
        "streams": say("the same film, packed otherwise"),
        "pictures": say("the same pictures"),
        "sound": say("the same sound"),
    }[twin.how]
    parts = [how]
    if twin.how in ("pictures", "sound"):
        parts.append(f"{twin.mine:.0%} / {twin.its:.0%}")
        parts.append(f"{length_text(twin.at)} ↔ {length_text(twin.its_at)}")
    if twin.mirrored:
        parts.append(say("mirrored"))
    style = "yellow"
    if twin.decided is not None:
        parts.append(say("decided: one work") if twin.decided else say("decided: two works"))
        style = "dim"
    yield [(f"#{pair.one.number:03} ↔ #{twin.entry:03}  ", "bold"), ("  ".join(parts), style)]
    for row in (pair.one, pair.other):
        yield [(f"  #{row.number:03} {shown(row.title)}", "")]
    if pair.picture:
        yield [(f"  {shown(near(pair.picture, state.here))}", "dim")]


def same(
    ctx: typer.Context,
    entry: OneEntry,
    other: OtherEntry,
    reason: Reason = "",
    actor: Actor = None,
) -> None:
    """Note that two entries are one work."""
    _decide(ctx.obj, (entry, other), reason, actor, same=True)


def different(
    ctx: typer.Context,
    entry: OneEntry,
    other: OtherEntry,
    reason: Reason = "",
    actor: Actor = None,
) -> None:
    """Note that two entries are two works."""
    _decide(ctx.obj, (entry, other), reason, actor, same=False)


def _decide(
    state: State, texts: tuple[str, str], reason: str, actor: str | None, *, same: bool
) -> None:
    from contest.desk.alike import decide
    from contest.desk.browse import show

    folder = state.folder()
    one, other = (state.one(folder, text) for text in texts)
    act = state.act("entries same" if same else "entries different", actor)
    decide(folder, one, other, same=same, reason=reason, act=act)
    say = state.wording.say
    message = "Entries {one} and {other} are two works; that they look alike is told no more."
    if same:
        message = "Entries {one} and {other} are one work; withdraw the one that is too many."
    state.talk(say(message, one=one, other=other))
    for number in (one, other):
        status = show(folder, number).entry.status.value
        state.talk(say("Entry {entry} is {status}.", entry=number, status=status))


def pictures(
    ctx: typer.Context,
    queries: Queries = None,
) -> None:
    """Make poster and contact sheet of entries."""
    from contest.desk.ask import entries_of
    from contest.desk.browse import entries, meant
    from contest.desk.drawn import draw

    state: State = ctx.obj
    folder = state.folder()
    texts = texts_of(queries)
    rows = entries_of(folder, meant(folder, texts, state.now)) if texts else entries(folder)
    talker = Talker(state)
    for row in rows:
        made = [path for path in draw(folder, row) if path is not None]
        for path in made:
            talker.line(shown(near(path, state.here)))
        if not made:
            state.talk(
                state.wording.say(
                    "Entry {entry} has no video to take pictures of.", entry=row.number
                )
            )
