"""What every source of submissions yields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from contest.model import Submission

Chunks = Callable[[], Iterator[bytes]]
"""Opens the bytes of a file anew and yields them in pieces of at most 1 MiB, decoded."""


def is_whole(content: Chunks) -> bool:
    """Whether a file that was read to its end was all there."""
    return bool(getattr(content, "whole", True))


class Received(NamedTuple):
    """A submission with the ways to its bytes.

    ``raw`` yields the submission as it arrived (None for a line of text); ``contents`` has one
    item for each of ``submission.files``, None for a link. ``digest`` tells the SHA-256 of the raw
    bytes as they were seen, None where they may be others by now. One that is ``familiar`` to
    whoever asked was not taken apart: its submission tells no more than its place and key.
    """

    submission: Submission
    raw: Chunks | None = None
    contents: tuple[Chunks | None, ...] = ()
    digest: Callable[[], str | None] | None = None
    familiar: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A source that could not be opened at all: a line on stderr and exit code 2.

    ``reason`` is the system's own word ("Permission denied"), "absent", or "not-a-list".
    """

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Something in a folder that is no submission: counted on stderr."""

    source: str
    why: Literal["hidden", "link", "other"]


Item = Received | Unreadable | PassedOver
