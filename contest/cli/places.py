"""The warning that a contest folder lies where its ledger may be spoiled."""

from __future__ import annotations

from pathlib import Path

from contest.cli.safe import shown
from contest.wording import Wording


def warning(folder: Path, wording: Wording) -> str | None:
    """One line for people, None where nothing is known against the place."""
    from contest.desk.disk import ADVICE, place_of

    place = place_of(folder)
    advice = ADVICE.get(place.sort)
    if advice is None:
        return None
    return wording.say("warning") + wording.say(": ") + wording.say(advice, name=shown(place.name))
