"""The shelf of changes that a person makes to entries; ``correct`` makes them, one command each."""

from contest.desk.changes.base import Change, Done, Ground
from contest.desk.changes.deciding import Decide, Tick
from contest.desk.changes.editing import Edit, Extend
from contest.desk.changes.works import Merge, Split

CHANGES = {
    "accept": Decide,
    "return": Decide,
    "withdraw": Decide,
    "disqualify": Decide,
    "tick": Tick,
    "edit": Edit,
    "extend": Extend,
    "merge": Merge,
    "split": Split,
}
"""Each command of ``contest entries`` that changes entries, and what it does."""

__all__ = [
    "CHANGES",
    "Change",
    "Decide",
    "Done",
    "Edit",
    "Extend",
    "Ground",
    "Merge",
    "Split",
    "Tick",
]
