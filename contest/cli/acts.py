"""Acts for programs: a result for each event, and for each change where so asked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from contest.cli.documents import Document
from contest.cli.safe import readable

if TYPE_CHECKING:
    from contest.desk.log import Log
    from contest.ledger.history import Change, Deed, Event, Wanted
    from contest.ledger.seals import Seal

COLUMNS = (
    "act", "at", "actor", "command", "undoes", "undone_by", "entry", "submission", "what",
    "before", "after", "reason", "table", "row", "seal.number", "seal.value",
)  # fmt: skip


class Printed:
    """The acts for programs, for the ``cells`` of a table or whole, and how many they were."""

    def __init__(
        self, record: Log, wanted: Wanted, zone: ZoneInfo, *, changes: bool, cells: bool
    ) -> None:
        self.record, self.wanted, self.zone, self.changes = record, wanted, zone, changes
        self.cells = cells
        self.acts = self.events = 0

    def rows(self, found: Iterable[Deed]) -> Iterator[Document]:
        """A result for each event, and where so asked for each change."""
        for item in found:
            self.acts += 1
            head = _head(item, self.zone)
            alone = True
            for event in self.record.events(item, self.wanted):
                self.events += 1
                alone = False
                yield head | self._body(event, None)
            if self.changes:
                for change in self.record.changes(item, self.wanted):
                    yield head | self._body(None, change)
            elif alone:
                yield head | self._body(None, None)

    def _body(self, event: Event | None, change: Change | None) -> Document:
        told = event or change
        return {
            "entry": event.entry if event else None,
            "submission": event.submission if event else None,
            "what": event.what if event else None,
            "before": self._state(told.before if told else None),
            "after": self._state(told.after if told else None),
            "reason": event.reason if event else None,
            "table": change.table if change else None,
            "row": change.row if change else None,
        }

    def _state(self, state: Mapping[str, Any] | None) -> object:
        """What something was; a cell of a table holds it as JSON."""
        return json.dumps(state, ensure_ascii=False) if self.cells and state is not None else state

    def summary(self) -> Document:
        """How many there were, and the last seal."""
        return {"acts": self.acts, "events": self.events, "seal": stamp(self.record.seal)}


def _head(item: Deed, zone: ZoneInfo) -> Document:
    return {
        "act": item.number,
        "at": item.at.astimezone(zone).isoformat(),
        "actor": readable(item.actor),
        "command": item.command,
        "undoes": item.undoes,
        "undone_by": item.undone_by,
        "seal": stamp(item.seal),
    }


def stamp(seal: Seal | None) -> Document | None:
    """A seal for programs."""
    return {"number": seal.number, "value": seal.value} if seal else None
