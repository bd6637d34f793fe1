"""What can be wrong with a title. The parser notices; here each fault is explained and sent on."""

from __future__ import annotations

from collections.abc import Iterable

from contest.checks.base import Case
from contest.model import Channel, Fault


def missing_part(case: Case) -> Iterable[Fault]:
    """A required part of the title is missing or empty.

    Without it the entry can't be listed, grouped or awarded under its proper name. The place
    where the part belongs is shown; only the entrant can say what it is.

    Bad: `[个人]-[短视频]-[]-[张三+编辑部]`
    Bad: `[个人]-[短视频]-[微光]-[张三]`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T101")


def no_title(case: Case) -> Iterable[Fault]:
    """No part of the required title can be told in subject, file names or text.

    The work can't be entered under a name that nobody wrote. Send the required format back.

    Bad: `林总的参赛视频,请查收`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return _with_pattern(case, "T102")


def undecided(case: Case) -> Iterable[Fault]:
    """The template's own words were left standing where a value belongs.

    Which of the choices is meant, or what the work is called, only the entrant knows.

    Bad: `[个人/团队]-[短视频]-[微光]-[张三+编辑部]`
    Bad: `[个人]-[短视频]-[作品名称]-[张三+编辑部]`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T103")


def unknown_value(case: Case) -> Iterable[Fault]:
    """A part with fixed values holds something else.

    The contest knows no such form or category, and no single allowed value is near enough to
    take over.

    Bad: `[个人]-[微视频]-[微光]-[张三+编辑部]`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T104")


def misspelt(case: Case) -> Iterable[Fault]:
    """A fixed value is one slip of the keyboard away from an allowed one.

    It was corrected for the entrant, because only one allowed value is that near.

    Bad: `[个人]-[长视屏]-[微光]-[张三+编辑部]`
    Good: `[个人]-[长视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T105")


def alias(case: Case) -> Iterable[Fault]:
    """A fixed value is written by another name that the rules know.

    It was put into the contest's own word, so that lists group the entry rightly.

    Bad: `[个人]-[短片]-[微光]-[张三+编辑部]`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T106")


def topic_missing(case: Case) -> Iterable[Fault]:
    """An optional part, such as the topic, is missing.

    The call asks for it, but the title is usable without.

    Bad: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    Good: `【报家生活秀】-[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T114")


def two_readings(case: Case) -> Iterable[Fault]:
    """The title can be read in two ways that are about equally likely.

    A wrong guess would stand on the award list, so a person decides between the readings.

    Bad: `[个人]-[短视频]-[长视频]-[微光]-[张三+编辑部]`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T115")


def topic_unknown(case: Case) -> Iterable[Fault]:
    """The topic in front is none of the contest's.

    The title is usable without a topic; check whether the work was meant for this contest.

    Bad: `【其他主题】-[个人]-[短视频]-[微光]-[张三+编辑部]`
    Good: `【45载圳青春】-[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T117")


def too_long(case: Case) -> Iterable[Fault]:
    """The text is longer than any title; only its beginning was looked at.

    What stands behind it was not read, so that no text, however long, holds up the others.

    Bad: `[个人]-[短视频]-[微光]-[张三+编辑部]{啦 × 5000}`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T118")


def empty_title(case: Case) -> Iterable[Fault]:
    """There is no text at all where a title belongs.

    Neither subject nor file names nor the mail's first lines hold anything to go by.

    Bad: ``
    Bad: `\\u3000\\u200b`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return _with_pattern(case, "T119")


def swapped_people(case: Case) -> Iterable[Fault]:
    """Author and department seem to have changed places.

    On the award list the department would stand where the author belongs. A person decides.

    Bad: `[个人]-[短视频]-[微光]-[编辑部+张三]`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T121")


def second_title(case: Case) -> Iterable[Fault]:
    """Parts of a title are there twice: perhaps two works in one mail.

    Only the first was taken. A person decides whether there is a second work.

    Bad: `[个人]-[短视频]-[微光]-[张三+编辑部]、[个人]-[短视频]-[夜色]-[张三+编辑部]`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T122")


def several_joiners(case: Case) -> Iterable[Fault]:
    """There are more pluses than one between author and department.

    Where the names end and the department begins is anybody's guess; a person decides.

    Bad: `[个人]-[短视频]-[微光]-[张三+李四+编辑部]`
    Good: `[个人]-[短视频]-[微光]-[张三、李四+编辑部]`
    """
    return case.noticed("T123")


def phone_number(case: Case) -> Iterable[Fault]:
    """Author or department holds a number that looks like a telephone.

    It would be printed on the award list. A person takes it out.

    Bad: `[个人]-[短视频]-[微光]-[张三+编辑部13800138000]`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.quoted("T124")


def swapped_parts(case: Case) -> Iterable[Fault]:
    """Two parts with fixed values stand in the wrong order.

    Which is which can be told from the values; they were put in order.

    Bad: `[短视频]-[个人]-[微光]-[张三+编辑部]`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T125")


def topic_elsewhere(case: Case) -> Iterable[Fault]:
    """The topic stands behind the title or among its parts instead of in front.

    It was put in front.

    Bad: `[个人]-[短视频]-[微光]-[张三+编辑部] #45载圳青春#`
    Good: `【45载圳青春】-[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T126")


def cut_off(case: Case) -> Iterable[Fault]:
    """The title ends inside a bracket that is never closed: its end may have been cut off.

    Mail programs and forms cut long subjects. What is left of the last part may be half a name, so
    a person looks at it.

    Bad: `[个人]-[短视频]-[微光]-[张三+编`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T137")


def _with_pattern(case: Case, code: str) -> Iterable[Fault]:
    """What was noticed, with the title as it should be."""
    rules = case.rules.title
    own = rules.post.pattern if case.submission.channel is Channel.POST else ""
    for fault in case.quoted(code):
        yield fault._replace(args={**fault.args, "pattern": own or rules.pattern})
