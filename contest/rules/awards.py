"""How marks become ranks and ranks become awards: expressed here, computed by the judging."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from contest.rules.words import OWN, RARE, Count, Date, Name, Points, Ranks, Share


class Criterion(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that is marked."""

    name: Annotated[Name, Meta(description="What is marked.", extra=OWN)]
    points: Annotated[Points, Meta(description="Most points for it.", extra=OWN)] = 100.0
    least: Annotated[Points, Meta(description="Fewest points for it.", extra=OWN)] = 0.0
    weight: Annotated[
        Share,
        Meta(description="Its share, '30%' or 0.3; empty: points are added up.", extra=OWN),
    ] = None


class Jury(Struct, frozen=True, forbid_unknown_fields=True):
    """A group of jurors."""

    name: Annotated[Name, Meta(description="Name of the group.", extra=OWN)]
    jurors: Annotated[Count | None, Meta(description="How many jurors.", extra=OWN)] = None
    weight: Annotated[Share, Meta(description="Share of the group's marks.", extra=OWN)] = None


class Component(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that is counted of the public."""

    name: Annotated[Name, Meta(description="What is counted: 点赞, 转发, 投票.", extra=OWN)]
    weight: Annotated[Share, Meta(description="Its share.", extra=OWN)] = None


class Votes(Struct, frozen=True, forbid_unknown_fields=True):
    """What the public says."""

    weight: Annotated[
        Share,
        Meta(description="Share of the public in the result; empty: none is said.", extra=OWN),
    ] = None
    normalise: Annotated[
        Literal["max", "capped", "rank", "sum"],
        Meta(
            description="How counts become points: of the greatest count, capped, by rank, or "
            "added to the marks.",
            extra=OWN,
        ),
    ] = "max"
    components: Annotated[
        tuple[Component, ...], Meta(description="What is counted, and its share.", extra=OWN)
    ] = ()
    per_day: Annotated[
        Count | None, Meta(description="How many votes a person has each day.", extra=OWN)
    ] = None
    works: Annotated[
        Count | None, Meta(description="How many works each vote must name.", extra=OWN)
    ] = None
    opens: Annotated[Date, Meta(description="First instant of the vote.", extra=OWN)] = ""
    closes: Annotated[Date, Meta(description="Last instant of the vote.", extra=OWN)] = ""


class Stage(Struct, frozen=True, forbid_unknown_fields=True):
    """A round after which some go on."""

    name: Annotated[Name, Meta(description="Name of the round.", extra=OWN)]
    take: Annotated[
        str | int | None,
        Meta(description="How many go on: a number, or '20%'; empty: all.", extra=OWN),
    ] = None
    by: Annotated[
        Literal["jury", "votes", "both", "organiser"],
        Meta(description="Who decides.", extra=OWN),
    ] = "jury"
    keeps: Annotated[
        bool, Meta(description="Whether its marks count on in the next round.", extra=OWN)
    ] = False


class Scoring(Struct, frozen=True, forbid_unknown_fields=True):
    """How marks become a rank."""

    criteria: Annotated[tuple[Criterion, ...], Meta(description="What is marked.", extra=RARE)] = ()
    juries: Annotated[
        tuple[Jury, ...], Meta(description="Groups of jurors and their shares.", extra=RARE)
    ] = ()
    aggregate: Annotated[
        Literal["mean", "median", "sum"],
        Meta(description="How the jurors' marks become one.", extra=RARE),
    ] = "mean"
    trim: Annotated[
        Annotated[int, Meta(ge=0)],
        Meta(
            description="How many highest and how many lowest marks are left out (去掉最高最低分).",
            extra=RARE,
        ),
    ] = 0
    total: Annotated[
        Points | None, Meta(description="What all points add up to; checked.", extra=RARE)
    ] = None
    votes: Annotated[Votes, Meta(description="What the public says.", extra=RARE)] = Votes()
    stages: Annotated[tuple[Stage, ...], Meta(description="Rounds, in order.", extra=RARE)] = ()
    ties: Annotated[
        tuple[str, ...],
        Meta(
            description="What decides between equal marks, in this order: names of criteria or "
            "juries, 'votes', 'earlier', 'chair'.",
            extra=RARE,
        ),
    ] = ()


class Prize(Struct, frozen=True, forbid_unknown_fields=True):
    """A prize offered."""

    name: Annotated[Name, Meta(description="Name of the prize.", extra=OWN)]
    number: Annotated[
        Count | None,
        Meta(description="How many can be granted; empty: 若干, no limit.", extra=OWN),
    ] = None
    category: Annotated[
        str | None, Meta(description="Only for entries of this category; empty: all.", extra=OWN)
    ] = None
    share: Annotated[
        Share,
        Meta(
            description="Instead of a number: a share of the accepted entries, '15%'.", extra=RARE
        ),
    ] = None
    ranks: Annotated[
        Ranks, Meta(description="Instead of a number: from rank to rank, '11-20'.", extra=RARE)
    ] = ""
    each: Annotated[
        Literal["", "category", "day", "month"],
        Meta(description="The number is for each category, day or month.", extra=RARE),
    ] = ""
    kind: Annotated[
        Literal["rank", "special", "popularity", "organisation"],
        Meta(description="By rank, for one criterion, by votes, or for a department.", extra=RARE),
    ] = "rank"
    criterion: Annotated[
        str, Meta(description="Criterion that a special prize goes by.", extra=RARE)
    ] = ""
    worth: Annotated[str, Meta(description="What the winner gets.", extra=RARE)] = ""
    vacant: Annotated[
        bool, Meta(description="Whether places may stay empty (空缺).", extra=RARE)
    ] = True
