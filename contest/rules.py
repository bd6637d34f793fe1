"""The types of a rulebook: what ``contest.toml`` can say. Frozen structs, no I/O.

Every setting is described here once, by its type, its default and its ``description``; the file
that ``contest init`` writes, the table in the README and the checking of ``contest.toml`` all
come from here. ``choice`` in ``extra`` marks what the published call leaves to the organiser.

The defaults are the contest that the program was first made for: Shenzhen Press Group's
“光影跃动・全员视界” staff contest, first season, 2025.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

OWN = {"choice": True}
"""Marks a setting that the call does not name: the organiser's own choice."""


class Contest(Struct, frozen=True, forbid_unknown_fields=True):
    """The contest and its dates."""

    name: Annotated[str, Meta(description="Name of the contest, as printed on lists.")] = (
        "“光影跃动・全员视界”视频大赛"
    )
    opens: Annotated[
        str,
        Meta(
            description="First day, or first instant, that counts. Empty: no opening.",
            extra=OWN,
        ),
    ] = ""
    closes: Annotated[
        str,
        Meta(
            description="Last day (it counts whole), or closing instant. "
            "With a clock time: '2025-08-25 18:00', or '2025-08-25 24:00'."
        ),
    ] = "2025-08-25"
    timezone: Annotated[str, Meta(description="Time zone of all dates in this file.")] = (
        "Asia/Shanghai"
    )


def _labels() -> dict[str, str]:
    return {
        "topic": "主题",
        "form": "参与形式",
        "category": "类别",
        "work": "作品名称/作品名",
        "author": "作者/团队负责人/团队负责人姓名",
        "department": "部门/单位",
    }


class TitleRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The required title."""

    pattern: Annotated[
        str,
        Meta(description="The title, with its {fields}; all other signs stand for themselves."),
    ] = "【{topic}】-[{form}]-[{category}]-[{work}]-[{author}+{department}]"
    optional: Annotated[
        tuple[str, ...],
        Meta(description="Fields a title may leave out; a missing one is a warning."),
    ] = ("topic",)
    labels: Annotated[
        dict[str, str],
        Meta(
            description="What the call names each field, alternatives with a slash; "
            "such a word left standing is no value."
        ),
    ] = field(default_factory=_labels)


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """A field with fixed values."""

    values: Annotated[tuple[str, ...], Meta(description="The allowed values.")]
    aliases: Annotated[
        dict[str, str], Meta(description="Other ways of writing a value, and the value meant.")
    ] = field(default_factory=dict)
    hashtag: Annotated[
        bool, Meta(description="Whether #value# in front of the title counts as the field.")
    ] = False


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """Length limits of one category."""

    longest: Annotated[
        str | float | None,
        Meta(description="Longest length, '3:00' or seconds, included.", extra=OWN),
    ] = None
    shortest: Annotated[
        str | float | None,
        Meta(description="Length that must be exceeded, '3:00' or seconds.", extra=OWN),
    ] = None


class MediaRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What a video file must be."""

    short_side: Annotated[
        int | None,
        Meta(description="Least size of the shorter side as displayed, in pixels.", extra=OWN),
    ] = 720
    orientation: Annotated[
        Literal["any", "landscape", "portrait"],
        Meta(description="Required orientation: any, landscape or portrait.", extra=OWN),
    ] = "any"
    audio: Annotated[bool, Meta(description="Whether a sound track is expected.", extra=OWN)] = True
    containers: Annotated[
        tuple[str, ...],
        Meta(description="Allowed containers, as probe prints them; empty: any.", extra=OWN),
    ] = ("mp4", "mov", "matroska", "webm", "avi", "mpegts", "mpeg", "asf", "flv")
    codecs: Annotated[
        tuple[str, ...],
        Meta(description="Allowed video codecs, as probe prints them; empty: any.", extra=OWN),
    ] = ()
    smallest: Annotated[
        str | int | None, Meta(description="Least file size, '10 MB' or bytes.", extra=OWN)
    ] = None
    largest: Annotated[
        str | int | None, Meta(description="Largest file size, '4 GB' or bytes.", extra=OWN)
    ] = None


class Channels(Struct, frozen=True, forbid_unknown_fields=True):
    """What each channel means."""

    mail: Annotated[
        Literal["entry", "original"],
        Meta(description="A mail is an entry, or only the HD original of a known work.", extra=OWN),
    ] = "entry"
    post: Annotated[
        Literal["entry", "original"], Meta(description="The same for a post.", extra=OWN)
    ] = "entry"
    hosts: Annotated[
        tuple[str, ...],
        Meta(
            description="Words in the 'by …' of a Received line that mark your own mail provider, "
            "such as '163.com'; empty: the topmost line counts.",
            extra=OWN,
        ),
    ] = ()


class Prize(Struct, frozen=True, forbid_unknown_fields=True):
    """A prize offered."""

    name: Annotated[str, Meta(description="Name of the prize.", extra=OWN)]
    number: Annotated[
        Annotated[int, Meta(ge=1)] | None,
        Meta(description="How many can be granted; empty: 若干, no limit.", extra=OWN),
    ] = None
    category: Annotated[
        str | None, Meta(description="Only for entries of this category; empty: all.", extra=OWN)
    ] = None


SeverityName = Literal["error", "review", "warning", "info", "off"]


def _fields() -> dict[str, Choice]:
    return {
        "topic": Choice(values=("45载圳青春", "报家生活秀"), hashtag=True),
        "form": Choice(values=("个人", "团队")),
        "category": Choice(
            values=("短视频", "长视频"), aliases={"短片": "短视频", "长片": "长视频"}
        ),
    }


def _categories() -> dict[str, Limits]:
    return {"短视频": Limits(longest="3:00"), "长视频": Limits(shortest="3:00")}


def _prizes() -> tuple[Prize, ...]:
    return (
        Prize(name="一等奖", number=1),
        Prize(name="二等奖", number=2),
        Prize(name="三等奖", number=3),
        Prize(name="优秀奖"),
    )


class Rulebook(Struct, frozen=True, forbid_unknown_fields=True):
    """All rules of a contest, as ``contest.toml`` says them."""

    contest: Contest = Contest()
    title: TitleRules = TitleRules()
    fields: dict[str, Choice] = field(default_factory=_fields)
    categories: dict[str, Limits] = field(default_factory=_categories)
    media: MediaRules = MediaRules()
    channels: Channels = Channels()
    severity: dict[str, SeverityName] = field(default_factory=dict)
    prizes: tuple[Prize, ...] = field(default_factory=_prizes)
