"""What an entry must bring besides its title and its video, and how many there may be."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from contest.rules.words import OWN, RARE, Count, Name, SeverityName, Size


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
    others: Annotated[
        tuple[str, ...],
        Meta(
            description="Other ways in, such as an app or the post; their entries are taken in "
            "as a list or as files.",
            extra=RARE,
        ),
    ] = ()


class Document(Struct, frozen=True, forbid_unknown_fields=True):
    """Something a mail must bring besides the video."""

    name: Annotated[Name, Meta(description="What it is called, such as 报名表.", extra=OWN)]
    words: Annotated[
        tuple[str, ...],
        Meta(
            description="Words of which its file name has one; empty: its name; '*': any file of "
            "these formats.",
            extra=OWN,
        ),
    ] = ()
    place: Annotated[
        Literal["file", "body", "either"],
        Meta(description="Whether it is a file, the text of the mail, or either.", extra=OWN),
    ] = "file"
    formats: Annotated[
        tuple[str, ...],
        Meta(description="Allowed endings of its file name, without dot; empty: any.", extra=OWN),
    ] = ()
    least: Annotated[Count, Meta(description="How many there must be.", extra=OWN)] = 1
    most: Annotated[
        Count | None, Meta(description="How many there may be; empty: any number.", extra=OWN)
    ] = None
    per: Annotated[
        Literal["entry", "person"],
        Meta(
            description="Whether the numbers are for the entry or for each person its title names.",
            extra=OWN,
        ),
    ] = "entry"
    largest: Annotated[Size, Meta(description="Largest size of each file.", extra=OWN)] = None
    longest: Annotated[
        Count | None,
        Meta(
            description="Greatest number of characters, where it stands in the mail itself or in "
            "a .txt or .docx.",
            extra=OWN,
        ),
    ] = None
    required: Annotated[
        bool, Meta(description="Whether an entry is incomplete without it.", extra=OWN)
    ] = True
    category: Annotated[
        str, Meta(description="Only for entries of this category; empty: all.", extra=OWN)
    ] = ""


class Quota(Struct, frozen=True, forbid_unknown_fields=True):
    """How many entries there may be for each value of some fields."""

    per: Annotated[
        tuple[str, ...],
        Meta(
            description="Fields whose values are counted together, such as ['department']; "
            "'person' counts every author and member, 'sender' the address.",
            extra=OWN,
        ),
    ]
    most: Annotated[Count | None, Meta(description="How many entries there may be.", extra=OWN)] = (
        None
    )
    least: Annotated[
        Count | None, Meta(description="How many there should be; fewer are told.", extra=OWN)
    ] = None
    category: Annotated[
        str, Meta(description="Only entries of this category are counted; empty: all.", extra=OWN)
    ] = ""
    form: Annotated[
        str,
        Meta(description="Only entries of this form of participation; empty: all.", extra=OWN),
    ] = ""
    counts: Annotated[
        Literal["earliest", "latest"],
        Meta(description="Which entries count when there are too many.", extra=OWN),
    ] = "earliest"
    severity: Annotated[
        SeverityName | None,
        Meta(description="Weight of one entry too many, if not the code's own.", extra=OWN),
    ] = None


class Team(Struct, frozen=True, forbid_unknown_fields=True):
    """How many people a team has. Checked where the title names them."""

    least: Annotated[
        Count | None, Meta(description="Least number of members, the head included.", extra=RARE)
    ] = None
    most: Annotated[Count | None, Meta(description="Greatest number of members.", extra=RARE)] = (
        None
    )
    form: Annotated[str, Meta(description="Form of participation that is a team.", extra=RARE)] = (
        "团队"
    )
    advisers: Annotated[
        Count | None, Meta(description="How many advisers there may be besides.", extra=RARE)
    ] = None


class Tick(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that only a person can see."""

    name: Annotated[Name, Meta(description="Short name, as it is ticked.", extra=OWN)]
    text: Annotated[str, Meta(description="What the person looks for.", extra=OWN)] = ""
    required: Annotated[
        bool, Meta(description="Whether an entry waits until it is ticked.", extra=OWN)
    ] = True
    category: Annotated[
        str, Meta(description="Only for entries of this category; empty: all.", extra=OWN)
    ] = ""


class Duty(Struct, frozen=True, forbid_unknown_fields=True):
    """Something the organisers do once."""

    text: Annotated[Name, Meta(description="What is to be done.", extra=OWN)]
    due: Annotated[
        str, Meta(description="By when; a date, or words such as 每天18:00前.", extra=OWN)
    ] = ""
