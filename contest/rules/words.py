"""Words that the types of the rulebook share."""

from typing import Annotated, Literal

from msgspec import Meta

OWN = {"choice": True}
"""Marks a setting that the call does not name: the organiser's own choice."""

RARE = {"choice": True, "rare": True}
"""Marks a choice that most contests leave alone: a new file shows it as a comment."""

SeverityName = Literal["error", "review", "warning", "info", "off"]

DATE = r"^$|\d{4}"
"""What every date holds, as far as a JSON Schema can tell."""

Count = Annotated[int, Meta(ge=1)]
Points = Annotated[float, Meta(ge=0)]
Length = str | float | None
"""'3:00', '1分30秒', or seconds."""
Size = str | int | None
"""'10 MB', or bytes."""
