"""What a title must look like, where it stands, and what may stand in its parts."""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from contest.rules.words import OWN, RARE, Count


def _labels() -> dict[str, str]:
    return {
        "topic": "主题",
        "form": "参与形式",
        "category": "类别",
        "work": "作品名称/作品名/片名/作品",
        "author": "作者/姓名/作者姓名/团队负责人/团队负责人姓名",
        "department": "部门/单位",
    }


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """What one place, such as a file's name, asks for besides."""

    pattern: Annotated[
        str, Meta(description="Its own pattern; empty: the title's pattern.", extra=OWN)
    ] = ""
    optional: Annotated[
        tuple[str, ...], Meta(description="Fields that may be left out there.", extra=OWN)
    ] = ()
    required: Annotated[
        bool,
        Meta(
            description="Whether the title must stand there too, wherever else it does.", extra=OWN
        ),
    ] = False
    hashtags: Annotated[
        tuple[str, ...],
        Meta(description="Hashtags that must stand there, without their #.", extra=OWN),
    ] = ()
    mentions: Annotated[
        tuple[str, ...],
        Meta(description="Accounts that must be named there, without their @.", extra=OWN),
    ] = ()
    forbidden: Annotated[
        tuple[str, ...], Meta(description="Texts that must not occur there.", extra=OWN)
    ] = ()


class TitleRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The required title."""

    pattern: Annotated[
        str,
        Meta(
            description="The title, with its {fields}; all other signs stand for themselves. "
            "'{work}' alone: any title will do."
        ),
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
    look: Annotated[
        tuple[Literal["subject", "file", "archive", "body", "table"], ...],
        Meta(
            description="Where in a mail the title is looked for, in this order: subject, file "
            "names, names of archives, first lines, tables.",
            extra=RARE,
        ),
    ] = ("subject", "file", "archive", "body", "table")
    forbidden: Annotated[
        tuple[str, ...],
        Meta(
            description="Texts that must not occur in a title; '@NAME' stands for every name of "
            "a roster.",
            extra=RARE,
        ),
    ] = ()
    subject: Annotated[
        Place, Meta(description="What the subject of a mail asks for besides.", extra=RARE)
    ] = Place()
    post: Annotated[
        Place, Meta(description="What the text of a post asks for besides.", extra=RARE)
    ] = Place()
    file: Annotated[
        Place, Meta(description="What the name of a video file asks for besides.", extra=RARE)
    ] = Place()
    archive: Annotated[
        Place, Meta(description="What the name of an archive asks for besides.", extra=RARE)
    ] = Place()


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """What may stand in one part of the title."""

    values: Annotated[tuple[str, ...], Meta(description="The allowed values; empty: any.")] = ()
    aliases: Annotated[
        dict[str, str], Meta(description="Other ways of writing a value, and the value meant.")
    ] = field(default_factory=dict)
    hashtag: Annotated[
        bool, Meta(description="Whether #value# in front of the title counts as the field.")
    ] = False
    kind: Annotated[
        Literal["text", "person", "people", "phone", "number"],
        Meta(description="What sort of text it is: text, person, people, phone or number."),
    ] = "text"
    pattern: Annotated[
        str, Meta(description="Regular expression that the whole value must match.")
    ] = ""
    roster: Annotated[
        str, Meta(description="Roster in which the value must stand; a near miss is suggested.")
    ] = ""
    shortest: Annotated[
        Count | None, Meta(description="Least number of characters, or of people.")
    ] = None
    longest: Annotated[
        Count | None, Meta(description="Greatest number of characters, or of people.")
    ] = None
    of: Annotated[
        str,
        Meta(
            description="Field that this one follows from: with a pattern, its first group in "
            "that field's value, through the aliases; with a roster, its column there."
        ),
    ] = ""
    column: Annotated[
        str, Meta(description="Column of the roster that a field which follows from another has.")
    ] = ""


class Roster(Struct, frozen=True, forbid_unknown_fields=True):
    """A list of names."""

    file: Annotated[
        str,
        Meta(
            description="File beside contest.toml: .txt with one name a line, other ways of "
            "writing it behind commas; or .csv with a header, the names in its first column."
        ),
    ] = ""
    names: Annotated[
        tuple[str, ...], Meta(description="The names themselves, instead of a file.")
    ] = ()
    aliases: Annotated[
        dict[str, str], Meta(description="Other ways of writing a name, and the name meant.")
    ] = field(default_factory=dict)
    columns: Annotated[
        dict[str, dict[str, str]],
        Meta(description="What else is known of a name: column, name, value."),
    ] = field(default_factory=dict)
    heads: Annotated[
        str,
        Meta(
            description="Column that says how many people each has, to tell which share took part."
        ),
    ] = ""
    counted: Annotated[
        Literal["first", "each", "share"],
        Meta(
            description="How a work of several is counted: for the first that is named, for each "
            "whole, or for each its share."
        ),
    ] = "each"
