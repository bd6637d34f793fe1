"""What persons changed of an entry, told in lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contest.cli.safe import shown
from contest.wording import Wording

if TYPE_CHECKING:
    from contest.ledger.query import Correction


def corrected(wording: Wording, correction: Correction) -> Iterator[str]:
    """A correction in one line, an edit in one line for each part of the title."""
    when = correction.at[:19].replace("T", " ")
    for said in _said(wording, correction):
        yield f"{said}  {when}  {shown(correction.reason)}".rstrip()


def _said(wording: Wording, correction: Correction) -> Iterator[str]:
    say, who = wording.say, shown(correction.who)
    before, after = correction.before, correction.after
    other = after.get("other", 0)
    match correction.what:
        case "edited":
            for name, value in after.items():
                yield say(
                    "{who} changed {field} from “{was}” to “{value}”",
                    who=who, field=shown(wording.field(name)), was=shown(before.get(name) or ""),
                    value=shown(value or ""),
                )  # fmt: skip
        case "overtaken":
            for name, value in before.items():
                yield say(
                    "a newer version says otherwise; the edit “{value}” of {field} fell away",
                    field=shown(wording.field(name)), value=shown(value or ""),
                )  # fmt: skip
        case "extended":
            until = str(after.get("until", "?"))[:16].replace("T", " ")
            yield say("{who} let it in until {until}", who=who, until=until)
        case "took in":
            yield say("{who} took entry {other} in", who=who, other=other)
        case "split":
            yield say("{who} made entry {other} of some versions", who=who, other=other)
        case _:
            yield say("{who} made it of versions of entry {other}", who=who, other=other)
