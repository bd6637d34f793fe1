"""What can be wrong with the parts of another contest's titles: their sorts, lists and literals."""

from __future__ import annotations

from collections.abc import Iterable

from contest.checks.base import Case
from contest.model import Fault


def missing_literal(case: Case) -> Iterable[Fault]:
    """A text that stands in front of every title, or behind it, is missing.

    It is the same for all, so it was put there.

    Rules: `title.pattern = "“创文巩卫”{work}+{author}"`
    Bad: `微光+张三`
    Good: `“创文巩卫”微光+张三`
    """
    return case.noticed("T127")


def not_in_roster(case: Case) -> Iterable[Fault]:
    """A name stands on none of the lists that the rules give for this part.

    It may be new, or written in another way; the nearest known names are shown and a person
    decides. Other ways of writing a name can be put into the list.

    Rules: `rosters.units.names = ["编辑部", "摄影部"]`
    Rules: `fields.department.roster = "units"`
    Bad: `[个人]-[短视频]-[微光]-[张三+校对科]`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    return case.noticed("T128")


def wrong_form(case: Case) -> Iterable[Fault]:
    """A part is not of the sort that it should be: no telephone, no number, not of its pattern.

    Only the entrant knows the right one.

    Rules: `title.pattern = "{work}+{author}+{phone}"`
    Rules: `fields.phone.kind = "phone"`
    Bad: `微光+张三+138001`
    Good: `微光+张三+13800138000`
    """
    return case.noticed("T129")


def wrong_size(case: Case) -> Iterable[Fault]:
    """A part has fewer or more characters than the rules allow.

    It would not fit into the lists and captions that it is printed in.

    Rules: `fields.work.longest = 8`
    Rules: `title.pattern = "{work}+{author}"`
    Bad: `四十五年来这座城市的清晨+张三`
    Good: `城市的清晨+张三`
    """
    return case.quoted("T130")


def wrong_number(case: Case) -> Iterable[Fault]:
    """A part names fewer or more people than the rules allow.

    Who of them would stand on the certificate, only the entrants can say.

    Rules: `title.pattern = "{work}+{author}"`
    Rules: `fields.author = { kind = "people", longest = 2 }`
    Bad: `微光+张三、李四、王五`
    Good: `微光+张三、李四`
    """
    return case.quoted("T131")


def exchanged_parts(case: Case) -> Iterable[Fault]:
    """A part that names people holds something else, and another part looks like a name.

    On the award list the work would stand where its author belongs. A person decides.

    Rules: `title.pattern = "{author}-{work}"`
    Rules: `fields.author.kind = "person"`
    Bad: `红绿灯下-李明`
    Good: `李明-红绿灯下`
    """
    return case.noticed("T136")
