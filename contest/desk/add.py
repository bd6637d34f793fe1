"""Add: videos that came without a mail, from a chat, a stick or a share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime

from contest.desk.folder import Folder
from contest.desk.line import Line, Restated, Tracked
from contest.intake import PassedOver, Received, receive
from contest.intake.base import Item, Unreadable
from contest.ledger.record import Act
from contest.media import Pool
from contest.model import Channel, Sender


def add(
    folder: Folder,
    sources: Sequence[str],
    act: Act,
    *,
    by: str,
    given: datetime | None,
    jobs: int | None,
) -> Iterator[Tracked | Restated | Unreadable | PassedOver]:
    """Take in videos that came without a mail, from a chat, a stick or a share: ``by`` is who
    handed them in, ``given`` when. Anything else among them is passed over."""
    with ExitStack() as stack:
        store = stack.enter_context(folder.ledger())
        pool = stack.enter_context(Pool(jobs=jobs))
        found = receive(sources, stdin=None, given=given, rules=folder.rules)
        yield from Line(folder, store, pool, act).run(_handed_in(found, Sender(by, "")))


def _handed_in(found: Iterable[Item], sender: Sender) -> Iterator[Item]:
    for item in found:
        if not isinstance(item, Received):
            yield item
        elif item.submission.channel is Channel.FILE:
            yield item._replace(submission=item.submission._replace(sender=sender))
        else:
            yield PassedOver(item.submission.source, "other")
