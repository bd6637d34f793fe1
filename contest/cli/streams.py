"""Standard output and error as the program needs them: never closed, never in the way.

A reader that has had enough ("contest track … | head") must not stop the main job in the middle,
and a closed stream is as good as none.
"""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
from collections.abc import Callable
from typing import TextIO

_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal obeys, besides the escape sequences that colours are made of: C1 controls and
text from right to left. JSON leaves them as they are."""


class Patient(io.TextIOWrapper):
    """A text stream that goes on into nothing when its reader is gone."""

    careful = False
    """Whether this is a terminal, which must not be told what to do by strangers."""

    def write(self, text: str) -> int:
        """Write ``text``; what no reader wants is dropped."""
        if self.careful:
            text = _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
        try:
            return super().write(text)
        except BrokenPipeError:
            self._let_go()
            return len(text)

    def send(self, data: bytes) -> None:
        """Write ``data``, which is in the stream's encoding; what no reader wants is dropped."""
        try:
            self.buffer.write(data)
            if self.line_buffering:
                self.buffer.flush()
        except BrokenPipeError:
            self._let_go()

    def flush(self) -> None:
        """Flush; what no reader wants is dropped."""
        try:
            super().flush()
        except BrokenPipeError:
            self._let_go()

    def _let_go(self) -> None:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, self.fileno())
        os.close(nothing)


def utf8_to(stream: TextIO) -> Callable[[bytes], object]:
    """What writes UTF-8 to a stream: as it is, if the stream takes that."""
    stream.flush()
    plain = codecs.lookup(stream.encoding or "utf-8").name == "utf-8" and os.linesep == "\n"
    if plain and isinstance(stream, Patient) and not stream.careful:
        return stream.send
    decoder = codecs.getincrementaldecoder("utf-8")()  # a character may be cut between two pieces
    return lambda data: stream.write(decoder.decode(data))


def prepare() -> None:
    """Put both streams in order, those of the process alone: whoever put others in their place
    wants them. Characters that the terminal's encoding lacks are escaped."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123  # kept open to the end
        elif stream is getattr(sys, f"__{name}__") and isinstance(stream, io.TextIOWrapper):
            lines, encoding = stream.line_buffering, stream.encoding
            stream.flush()
            buffer = stream.detach()
            patient = Patient(buffer, encoding, errors="backslashreplace", line_buffering=lines)
            patient.careful = patient.isatty()
            setattr(sys, name, patient)


def abandon() -> None:
    """Send what is still to be written to stdout into nothing: writing it failed before."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.close(nothing)
