"""The only room that opens videos: measured in worker processes, pictures taken by ffmpeg.

Importing it is cheap: PyAV is imported by the workers alone, ffmpeg-python by the builder of
command lines when it builds one.
"""

from __future__ import annotations

from contest.media.allowed import VIDEO_SUFFIXES
from contest.media.pictures import poster
from contest.media.pool import Pool, probe_all
from contest.media.tools import Tools, find_tools, looked_with, measured_with

__all__ = [
    "VIDEO_SUFFIXES",
    "Pool",
    "Tools",
    "find_tools",
    "looked_with",
    "measured_with",
    "poster",
    "probe_all",
]
