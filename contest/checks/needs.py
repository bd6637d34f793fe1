"""What a check needs to find anything at all, by what is known before a title is looked at.

Of a hundred thousand lines of text each has its own title, but all have the same setting: the
rules, no mail around them, no time. A check whose need is not met is not called; it would find
nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from contest.model import Channel, Kind
from contest.rules import Place, Rulebook


class Setting(NamedTuple):
    """What many submissions have in common.

    ``unsure`` says that nothing tells of a submission, ``unreadable`` that there is nothing to
    read, ``timed`` that some clock was read, ``counted`` that the one that counts was, ``limited``
    that there is a closing instant, ``files`` that any came along, ``stated`` that a length is
    stated, ``probed`` that a video was measured.
    """

    rules: Rulebook
    channel: Channel
    kind: Kind
    unsure: bool
    unreadable: bool
    timed: bool
    counted: bool
    limited: bool
    files: bool
    stated: bool
    probed: bool


Need = Callable[[Setting], bool]


def nothing(setting: Setting) -> bool:
    """The check is called for every submission."""
    del setting
    return True


def noticed(setting: Setting) -> bool:
    """A fault of the check's own code that the parser, intake or the ledger has noticed. Whether
    there is one is seen submission by submission."""
    del setting
    return True


def places(setting: Setting) -> bool:
    """Rules about the texts around the parts of a title."""
    title = setting.rules.title
    asking = (title.subject, title.post, title.file, title.archive)
    return bool(title.forbidden) or any(place != Place() for place in asking)


def clock(setting: Setting) -> bool:
    """A clock that was read."""
    return setting.timed


def no_clock(setting: Setting) -> bool:
    """A way by which things come with a time, and none that counts."""
    return setting.channel in {Channel.MAIL, Channel.POST} and not setting.counted


def team(setting: Setting) -> bool:
    """A rule about the size of teams."""
    return bool(setting.rules.team.least or setting.rules.team.most)


def stated_length(setting: Setting) -> bool:
    """A length that is stated."""
    return setting.stated


def mail(setting: Setting) -> bool:
    """A mail."""
    return setting.channel is Channel.MAIL


def files(setting: Setting) -> bool:
    """Files, or links to some."""
    return setting.files


def documents(setting: Setting) -> bool:
    """A mail, and documents that it must bring."""
    return setting.channel is Channel.MAIL and bool(setting.rules.documents)


def no_plain_entry(setting: Setting) -> bool:
    """Something else than an entry, or perhaps something else."""
    return setting.kind is not Kind.ENTRY or setting.unsure
