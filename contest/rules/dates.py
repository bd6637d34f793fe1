"""When: the contest's own dates, milestones, extensions."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from contest.rules.words import OWN, RARE, Count, Date, Length, Name


class Contest(Struct, frozen=True, forbid_unknown_fields=True):
    """The contest and its dates."""

    name: Annotated[str, Meta(description="Name of the contest, as printed on lists.")] = (
        "“光影跃动・全员视界”视频大赛"
    )
    opens: Annotated[
        Date,
        Meta(description="First day, or first instant, that counts. Empty: no opening.", extra=OWN),
    ] = ""
    closes: Annotated[
        Date,
        Meta(
            description="Last day or month (it counts whole), or closing instant. "
            "With a clock time: '2025-08-25 18:00', or '2025-08-25 24:00'."
        ),
    ] = "2025-08-25"
    timezone: Annotated[str, Meta(description="Time zone of all dates in this file.")] = (
        "Asia/Shanghai"
    )
    organiser: Annotated[str, Meta(description="Who holds the contest.", extra=RARE)] = ""
    source: Annotated[str, Meta(description="Where its rules were published.", extra=RARE)] = ""
    clock: Annotated[
        Literal["received", "sent", "posted"],
        Meta(
            description="Which clock decides: the receiving server's, the sender's own, or the "
            "post's (then no mail is judged by the clock).",
            extra=RARE,
        ),
    ] = "received"
    grace: Annotated[
        Length,
        Meta(
            description="How long after the closing time a submission is still let in, with a "
            "warning: '10:00' or seconds.",
            extra=RARE,
        ),
    ] = None
    corrections: Annotated[
        Date,
        Meta(
            description="Until when works that were in time may be corrected (补正截止).",
            extra=RARE,
        ),
    ] = ""
    first: Annotated[
        Count | None,
        Meta(
            description="Only so many entries take part, the earliest first; empty: all.",
            extra=RARE,
        ),
    ] = None
    versions: Annotated[
        Literal["latest", "earliest"],
        Meta(description="Which version of a work counts when it comes several times.", extra=RARE),
    ] = "latest"


class Milestone(Struct, frozen=True, forbid_unknown_fields=True):
    """Another date of the contest."""

    name: Annotated[Name, Meta(description="What happens then.", extra=OWN)]
    kind: Annotated[
        Literal["material", "review", "voting", "publicity", "results", "ceremony", "screening",
                "other"],
        Meta(description="What sort of date it is.", extra=OWN),
    ] = "other"  # fmt: skip
    begins: Annotated[
        Date, Meta(description="First day or instant; empty: not said.", extra=OWN)
    ] = ""
    ends: Annotated[Date, Meta(description="Last day or instant; empty: not said.", extra=OWN)] = ""
    working_days: Annotated[
        Count | None,
        Meta(description="How many working days it must last at least.", extra=OWN),
    ] = None


class Extension(Struct, frozen=True, forbid_unknown_fields=True):
    """A later closing for one work."""

    work: Annotated[
        Name, Meta(description="The work's name, its author or its sender's address.", extra=OWN)
    ]
    until: Annotated[Date, Meta(description="Last day or closing instant for it.", extra=OWN)]
    reason: Annotated[str, Meta(description="Why, for the record.", extra=OWN)]
