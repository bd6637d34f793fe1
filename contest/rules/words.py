"""Words that the types of the rulebook share."""

from typing import Annotated, Literal

from msgspec import Meta

OWN = {"choice": True}
"""Marks a setting that the call does not name: the organiser's own choice."""

RARE = {"choice": True, "rare": True}
"""Marks a choice that most contests leave alone: a new file shows it as a comment."""

SeverityName = Literal["error", "review", "warning", "info", "off"]

DATE_FORM = r"^\s*$|^[^\n]*\d{4}"
LENGTH_FORM = r"^\s*\d[\d:：.]*\s*$|^\s*\d[\d.\s]*(?:小?时|分钟?|秒钟?|[hHmMsS])"
SIZE_FORM = r"^\s*\d+(?:\.\d+)?\s*[kKmMgGtT]?[iI]?[bB]?(?:ps|PS|it/s|/s)?\s*$"
SHARE_FORM = r"^\s*\d+(?:\.\d+)?\s*[%％]?\s*$"
PIXELS_FORM = r"^\s*\d+\s*[xX×*]\s*\d+\s*$|^$"
ASPECT_FORM = r"^\s*\d[\d.]*\s*[:：/xX×*]\s*\d[\d.]*\s*$"
RATE_FORM = r"^\s*\d+(?:\.\d+|/\d+)?\s*$"
RANKS_FORM = r"^\s*\d+\s*[-–—~至]\s*\d+\s*$|^$"
"""What an editor can tell of a quantity; whether it makes sense is looked at when it is read."""

Date = Annotated[str, Meta(pattern=DATE_FORM)]
Name = Annotated[str, Meta(min_length=1)]
Count = Annotated[int, Meta(ge=1)]
Points = Annotated[float, Meta(ge=0)]
GivenLength = Annotated[str, Meta(pattern=LENGTH_FORM)] | Annotated[float, Meta(ge=0)]
Length = GivenLength | None
"""'3:00', '1分30秒', or seconds."""
Size = Annotated[str, Meta(pattern=SIZE_FORM)] | Annotated[int, Meta(ge=0)] | None
"""'10 MB', or bytes."""
Pixels = Annotated[str, Meta(pattern=PIXELS_FORM)]
Aspect = Annotated[str, Meta(pattern=ASPECT_FORM)]
Rate = Annotated[str, Meta(pattern=RATE_FORM)] | Annotated[float, Meta(gt=0)]
Ranks = Annotated[str, Meta(pattern=RANKS_FORM)]
Share = Annotated[str, Meta(pattern=SHARE_FORM)] | Annotated[float, Meta(ge=0, le=1)] | None
"""'30%', or 0.3."""
