"""What ffmpeg's detectors write to standard error, line by line, as the numbers of a ``Look``."""

from __future__ import annotations

import math
import re
from typing import Final

from contest.model import Look, Spans

_NUMBER = r"(-?[\d.]+|-?inf|nan)"
_BLACK: Final = re.compile(rf"black_start:{_NUMBER} black_end:{_NUMBER}")
_EDGE: Final = re.compile(rf"(freeze_start|freeze_end|silence_start|silence_end): {_NUMBER}")
_LOUDNESS: Final = re.compile(rf"\bI:\s+{_NUMBER} LUFS")
_PEAK: Final = re.compile(rf"\bPeak:\s+{_NUMBER} dBFS")
_LEVEL: Final = re.compile(rf"RMS level dB: {_NUMBER}")
_TIME: Final = re.compile(r"^out_time_us=(\d+)")
_ERROR: Final = re.compile(r"^(?:\[[\w.,:/#@ ]+\] )*\[(?:error|fatal)\] (.*)")
_OURS: Final = "not on whitelist"
"""We refused a codec, of subtitles mostly, which FFmpeg tries beside what it is asked for."""
_MOST: Final = 500
"""Stretches of a sort that are kept; a stroboscope has more, and nobody reads them."""
_LONGEST: Final = 120


class Listener:
    """Takes the lines of one run in; :meth:`look` says what they came to."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.errors = 0
        self.error: str | None = None
        self._black: list[tuple[float, float]] = []
        self._spans: dict[str, list[tuple[float, float]]] = {"freeze": [], "silence": []}
        self._open: dict[str, float] = {}
        self._loudness: float | None = None
        self._peak: float | None = None
        self._levels: list[float] = []

    def hear(self, line: str) -> None:
        """Take one line in; those that say nothing of the video are passed over."""
        if match := _TIME.match(line):
            self.seconds = max(self.seconds, int(match[1]) / 1e6)
        elif match := _ERROR.match(line):
            if _OURS not in match[1]:
                self.errors += 1
                self.error = self.error or _readable(match[1])
        elif match := _BLACK.search(line):
            _add(self._black, _number(match[1]), _number(match[2]))
        elif match := _EDGE.search(line):
            self._edge(match[1], _number(match[2]))
        elif match := _LOUDNESS.search(line):
            self._loudness = _number(match[1])  # ebur128 sums up twice; the last one counts
        elif match := _PEAK.search(line):
            self._peak = _number(match[1])
        elif match := _LEVEL.search(line):
            # A channel without any sound is at minus infinity: as quiet as 24 bits can be.
            self._levels.append(-144.0 if match[1] == "-inf" else _number(match[1]) or 0.0)

    def _edge(self, word: str, at: float | None) -> None:
        sort, _, edge = word.partition("_")
        if at is None:
            return
        if edge == "start":
            self._open[sort] = max(at, 0.0)
        elif sort in self._open:
            _add(self._spans[sort], self._open.pop(sort), at)

    def look(self, depth: str, frame: tuple[float, ...]) -> Look:
        """What was found; a stretch that nothing ended goes on to the end of what was decoded."""
        for sort, start in self._open.items():
            _add(self._spans[sort], start, self.seconds)
        self._open.clear()
        return Look(
            depth=depth,
            seconds=round(self.seconds, 3),
            black=_rounded(self._black),
            frozen=_rounded(self._spans["freeze"]),
            silent=_rounded(self._spans["silence"]),
            loudness=self._loudness,
            peak=self._peak,
            levels=tuple(self._levels),
            frame=frame,
            errors=self.errors,
            error=self.error,
        )


def _add(spans: list[tuple[float, float]], start: float | None, end: float | None) -> None:
    if start is not None and end is not None and end > start and len(spans) < _MOST:
        spans.append((start, end))


def _rounded(spans: list[tuple[float, float]]) -> Spans:
    return tuple((round(start, 2), round(end, 2)) for start, end in spans)


def _number(text: str) -> float | None:
    value = float(text)
    return value if math.isfinite(value) else None


def _readable(text: str) -> str:
    """A complaint without what a stranger may have put into it."""
    return "".join(letter for letter in text if " " <= letter <= "~")[:_LONGEST].strip()
