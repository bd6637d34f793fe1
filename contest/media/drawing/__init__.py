"""Sheets of pictures on which a person sees at a glance what a video shows.

Importing it is cheap: Pillow and ffmpeg-python come with the first picture.
"""

from __future__ import annotations

from contest.media.drawing.fonts import Font, find_font
from contest.media.drawing.grab import grab
from contest.media.drawing.pair import side_by_side
from contest.media.drawing.sheet import cell_width, contact_sheet
from contest.media.drawing.shots import Caption, Shot
from contest.media.drawing.titled import titled_poster

__all__ = [
    "Caption",
    "Font",
    "Shot",
    "cell_width",
    "contact_sheet",
    "find_font",
    "grab",
    "side_by_side",
    "titled_poster",
]
