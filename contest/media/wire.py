"""A ``Media`` as a line of JSON between a worker and its parent, and back.

The parent trusts no line: a worker that a hostile file has taken over can only lie in numbers.
"""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from contest.model import Details, Fault, Media
from contest.model.plain import plain, shaped

Wire = dict[str, Any]
"""One JSON object of the protocol."""

_TEXTS = ("sha256", "container", "video_codec", "audio_codec")
_WHOLE = ("size", "width", "height", "rotation", "audio_channels", "bit_rate")
_REAL = ("duration", "declared")


def to_line(message: Wire) -> bytes:
    """One line; ASCII only, so that file names in any encoding pass (as lone surrogates)."""
    return json.dumps(message, ensure_ascii=True, allow_nan=False).encode("ascii") + b"\n"


def from_line(line: bytes) -> Wire:
    """The object in one line.

    Raises: ValueError where it is no JSON object.
    """
    message = json.loads(line)
    if not isinstance(message, dict):
        raise ValueError("no object")
    return message


def pack(media: Media) -> Wire:
    """A JSON object of everything but the path, which the parent knows."""
    packed: Wire = {name: getattr(media, name) for name in _TEXTS + _WHOLE + _REAL}
    packed["frame_rate"] = None if media.frame_rate is None else str(media.frame_rate)
    packed["details"] = plain(media.details)
    packed["faults"] = [[fault.code, dict(fault.args)] for fault in media.faults]
    return packed


def unpack(path: str, packed: Wire) -> Media:
    """The ``Media`` that :func:`pack` packed, under the name ``path``.

    Raises: ValueError, TypeError or KeyError where the object is not of that shape.
    """
    rate = packed["frame_rate"]
    return Media(
        path=path,
        **{name: _optional(str, packed[name]) for name in _TEXTS},
        **{name: _optional(int, packed[name]) for name in _WHOLE},
        **{name: _optional(float, packed[name]) for name in _REAL},
        frame_rate=None if rate is None else Fraction(str(rate)),
        details=shaped(Details, packed["details"]),
        faults=tuple(_fault(code, args) for code, args in packed["faults"]),
    )


def _optional(kind: type[Any], value: object) -> Any:
    if value is None:
        return None
    if kind is float and isinstance(value, int):
        return float(value)
    if type(value) is not kind:
        raise TypeError("wrong type")
    return value


def _fault(code: object, args: object) -> Fault:
    if not (isinstance(code, str) and isinstance(args, dict)):
        raise TypeError("wrong type")
    if not all(isinstance(value, str | int | float) for value in args.values()):
        raise TypeError("wrong type")
    return Fault(code=code, args=args)
