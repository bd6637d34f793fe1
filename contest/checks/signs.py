"""What can be wrong with the signs of a title: brackets, separators, and what surrounds it."""

from __future__ import annotations

from collections.abc import Iterable

from contest.checks.base import Case
from contest.model import Channel, Fault
from contest.titles.fold import INVISIBLE

MOST_NAMED = 5
"""Sorts of invisible characters that are told by name."""


def brackets(case: Case) -> Iterable[Fault]:
    """Parts stand in other brackets than required, or in none.

    The parts could be told all the same and were put into the required brackets.

    Bad: `【个人】-【短视频】-【微光】-【张三+编辑部】`
    Bad: `个人-短视频-微光-张三+编辑部`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T107")


def dashes(case: Case) -> Iterable[Fault]:
    """Parts are separated by another dash than required, or by nothing.

    The parts could be told all the same and were separated as required.

    Bad: `[个人]—[短视频]—[微光]—[张三+编辑部]`
    Bad: `[个人][短视频][微光][张三+编辑部]`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T108")


def spaces(case: Case) -> Iterable[Fault]:
    """Spaces stand around the separators.

    They were removed; programs that compare titles would see two different ones.

    Bad: `[个人] - [短视频] - [微光] - [张三+编辑部]`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T109")


def joiner(case: Case) -> Iterable[Fault]:
    """Author and department are joined by another sign than required.

    The sign was replaced, so that author and department stand in columns of their own.

    Bad: `[个人]-[短视频]-[微光]-[张三＋编辑部]`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    spans = case.title.spans.items()
    for fault in case.noticed("T110"):
        start, end = fault.start or 0, fault.end or 0
        left = [(stop, name) for name, (_, stop) in spans if stop <= start]
        right = [(begin, name) for name, (begin, _) in spans if begin >= end]
        around = {"left": max(left)[1], "right": min(right)[1]} if left and right else {}
        yield fault._replace(args={**fault.args, **around})


def reply_prefix(case: Case) -> Iterable[Fault]:
    """A reply or forward mark stands in front of the title.

    Mail programs put it there; it doesn't belong to the title and was passed over.

    Bad: `Re: 转发: [个人]-[短视频]-[微光]-[张三+编辑部]`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.quoted("T111")


def text_outside(case: Case) -> Iterable[Fault]:
    """Text that belongs to no part stands in front of, between or behind the parts.

    It was left out of the title. Behind it may be a wish such as "final version".

    Bad: `[个人]-[短视频]-[微光]-[张三+编辑部](最终版)`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    if case.submission.channel is Channel.POST:
        return ()  # a post's description runs on behind its title: that is what posts are for
    return case.noticed("T112")


def file_extension(case: Case) -> Iterable[Fault]:
    """The title ends in a video file's extension or a copy's number.

    Mail programs take an attachment's name for the subject; the extension was passed over.

    Bad: `[个人]-[短视频]-[微光]-[张三+编辑部].mp4`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    if case.title.where == "file":
        return ()
    return case.quoted("T113")


def invisible(case: Case) -> Iterable[Fault]:
    """The title holds characters that show nothing, such as zero-width spaces or bidi controls.

    They come along when text is copied from web pages and chats, and were dropped: two titles
    that look alike would not be found equal.

    Bad: `[个人]-[短视频]-[微\\u200b光]-[张三+编辑部]`
    Bad: `\\u202e[个人]-[短视频]-[微光]-[张三+编辑部]`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    for fault in case.noticed("T116"):
        seen = dict.fromkeys(f"U+{ord(c):04X}" for c in case.title.text if c in INVISIBLE)
        yield fault._replace(args={**fault.args, "value": " ".join([*seen][:MOST_NAMED])})


def stray_bracket(case: Case) -> Iterable[Fault]:
    """A part holds a bracket that is never opened or never closed.

    Put into the required brackets the title would say something else, so a person decides
    whether the bracket belongs to the work's name.

    Bad: `个人-短视频-微]光-张三+编辑部`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T120")
