"""Named tuples of simple values as JSON objects, and back with every type looked at.

What comes back from a worker that a hostile file has taken over, or from a database that somebody
has edited, is of the declared types or it is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

Shape = TypeVar("Shape", bound=tuple[object, ...])


def plain(values: NamedTuple) -> dict[str, Any]:
    """A JSON object of everything that is not at its default."""
    unset = type(values)._field_defaults
    return {
        name: value for name, value in values._asdict().items() if unset.get(name, unset) != value
    }


def shaped(shape: type[Shape], values: Mapping[str, object]) -> Shape:
    """The named tuple that :func:`plain` made an object of; what is missing has its default, and
    what a newer version has added is passed over.

    Raises: TypeError where a value is of another type, or one without a default is missing.
    """
    kinds = shape.__annotations__
    make: Callable[..., Shape] = shape
    return make(**{k: _READ[_written(kinds[k])](v) for k, v in values.items() if k in kinds})


def _written(kind: object) -> str:
    """A type as it was written: NamedTuple keeps the text in a reference."""
    return kind if isinstance(kind, str) else str(getattr(kind, "__forward_arg__", kind))


def _text(value: object) -> str:
    if type(value) is not str:
        raise TypeError("no text")
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError("no whole number")
    return value


def _number(value: object) -> float:
    if type(value) not in (int, float):
        raise TypeError("no number")
    return float(value)  # type: ignore[arg-type]  # looked at above


def _truth(value: object) -> bool:
    if type(value) is not bool:
        raise TypeError("neither true nor false")
    return value


def _numbers(value: object) -> tuple[float, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError("no list")
    return tuple(map(_number, value))


def _spans(value: object) -> tuple[tuple[float, ...], ...]:
    if not isinstance(value, list | tuple):
        raise TypeError("no list")
    spans = tuple(map(_numbers, value))
    if any(len(span) != 2 for span in spans):
        raise TypeError("no stretch")
    return spans


def _optional(read: Callable[[object], Any]) -> Callable[[object], Any]:
    return lambda value: None if value is None else read(value)


_READ: Mapping[str, Callable[[object], Any]] = {
    "str": _text,
    "int": _whole,
    "float": _number,
    "bool": _truth,
    "str | None": _optional(_text),
    "int | None": _optional(_whole),
    "float | None": _optional(_number),
    "bool | None": _optional(_truth),
    "tuple[float, ...]": _numbers,
    "Spans": _spans,
}
