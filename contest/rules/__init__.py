"""The types of a rulebook: what ``contest.toml`` can say. Frozen structs, no I/O.

Every setting is described here once, by its type, its default and its ``description``; the file
that ``contest init`` writes, the table in the README, the JSON Schema and the checking of
``contest.toml`` all come from here. In ``extra``, ``choice`` marks what the published call of the
first contest leaves to the organiser, ``rare`` what a new file shows only as a comment.

The defaults are the contest that the program was first made for: Shenzhen Press Group's
“光影跃动・全员视界” staff contest, first season, 2025.
"""

from typing import Annotated

from msgspec import Meta, Struct, field

from contest.rules.awards import (
    Component,
    Criterion,
    Jury,
    Prize,
    Scoring,
    Stage,
    Votes,
)
from contest.rules.dates import Contest, Extension, Milestone
from contest.rules.entries import Channels, Document, Duty, Quota, Team, Tick
from contest.rules.mailbox import Mailbox
from contest.rules.media import Category, Lengths, MediaRules, Penalty
from contest.rules.titles import Field, Place, Roster, TitleRules
from contest.rules.words import OWN, RARE, SeverityName

__all__ = [
    "OWN",
    "RARE",
    "Category",
    "Channels",
    "Component",
    "Contest",
    "Criterion",
    "Document",
    "Duty",
    "Extension",
    "Field",
    "Jury",
    "Lengths",
    "Mailbox",
    "MediaRules",
    "Milestone",
    "Penalty",
    "Place",
    "Prize",
    "Quota",
    "Roster",
    "Rulebook",
    "Scoring",
    "SeverityName",
    "Stage",
    "Team",
    "Tick",
    "TitleRules",
    "Votes",
]


def _fields() -> dict[str, Field]:
    return {
        "topic": Field(values=("45载圳青春", "报家生活秀"), hashtag=True),
        "form": Field(values=("个人", "团队")),
        "category": Field(
            values=("短视频", "长视频"), aliases={"短片": "短视频", "长片": "长视频"}
        ),
    }


def _categories() -> dict[str, Category]:
    return {"短视频": Category(longest="3:00"), "长视频": Category(above="3:00")}


def _prizes() -> tuple[Prize, ...]:
    return (
        Prize(name="一等奖", number=1),
        Prize(name="二等奖", number=2),
        Prize(name="三等奖", number=3),
        Prize(name="优秀奖"),
    )


class Rulebook(Struct, frozen=True, forbid_unknown_fields=True):
    """All rules of a contest, as ``contest.toml`` says them."""

    contest: Annotated[Contest, Meta(description="The contest and its dates.")] = Contest()
    title: Annotated[TitleRules, Meta(description="The required title of mails and posts.")] = (
        TitleRules()
    )
    fields: Annotated[
        dict[str, Field], Meta(description="The parts of the title: what may stand in them.")
    ] = field(default_factory=_fields)
    categories: Annotated[
        dict[str, Category], Meta(description="What differs from category to category.")
    ] = field(default_factory=_categories)
    media: Annotated[MediaRules, Meta(description="What a video must be.")] = MediaRules()
    channels: Annotated[Channels, Meta(description="What mails and posts mean.")] = Channels()
    prizes: Annotated[tuple[Prize, ...], Meta(description="The prizes, the highest first.")] = (
        field(default_factory=_prizes)
    )
    severity: Annotated[
        dict[str, SeverityName],
        Meta(description="Another weight for a finding: error, review, warning, info or off."),
    ] = field(default_factory=dict)
    milestones: Annotated[
        tuple[Milestone, ...],
        Meta(description="Other dates: material, voting, publicity period, ceremony."),
    ] = ()
    extensions: Annotated[
        tuple[Extension, ...],
        Meta(description="Works that may come later than all others, and why."),
    ] = ()
    rosters: Annotated[
        dict[str, Roster], Meta(description="Lists of names: departments, schools, staff.")
    ] = field(default_factory=dict)
    lengths: Annotated[
        Lengths, Meta(description="How long a video may be, whatever its category.")
    ] = Lengths()
    documents: Annotated[
        tuple[Document, ...], Meta(description="What a mail must bring besides the video.")
    ] = ()
    quotas: Annotated[
        tuple[Quota, ...],
        Meta(description="How many entries a person, a department or a school may have."),
    ] = ()
    team: Annotated[Team, Meta(description="How many people a team has.")] = Team()
    checklist: Annotated[
        tuple[Tick, ...],
        Meta(description="What only a person can see, ticked for each entry."),
    ] = ()
    duties: Annotated[
        tuple[Duty, ...],
        Meta(description="What the organisers do once for the whole contest."),
    ] = ()
    scoring: Annotated[
        Scoring, Meta(description="How marks become a rank: criteria, jurors, votes, stages.")
    ] = Scoring()
    mailbox: Annotated[
        Mailbox, Meta(description="Where “contest fetch” finds the contest's mail.")
    ] = Mailbox()
    profiles: Annotated[
        dict[str, str],
        Meta(
            description="Other rulebooks that the same entries are checked by: a name and the "
            "file beside this one, for “contest validate --profile NAME”."
        ),
    ] = field(default_factory=dict)
