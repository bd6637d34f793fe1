"""What a video must be: lengths, picture, sound, bytes."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from contest.rules.words import (
    OWN,
    RARE,
    Aspect,
    Count,
    GivenLength,
    Length,
    Pixels,
    Points,
    Rate,
    SeverityName,
    Size,
)


class Penalty(Struct, frozen=True, forbid_unknown_fields=True):
    """A step of points lost for too long a video."""

    over: Annotated[
        GivenLength, Meta(description="From how much over the longest length on.", extra=OWN)
    ]
    points: Annotated[Points, Meta(description="Points that it costs.", extra=OWN)]


class Lengths(Struct, frozen=True, forbid_unknown_fields=True):
    """Limits of length."""

    longest: Annotated[
        Length, Meta(description="Longest length, '3:00' or seconds, included.", extra=OWN)
    ] = None
    shortest: Annotated[
        Length, Meta(description="Shortest length, '0:30' or seconds, included.", extra=OWN)
    ] = None
    below: Annotated[
        Length, Meta(description="Length that must not be reached (不含).", extra=OWN)
    ] = None
    above: Annotated[
        Length, Meta(description="Length that must be exceeded (不含).", extra=OWN)
    ] = None
    tolerance: Annotated[
        Length, Meta(description="How far outside the limits still passes.", extra=OWN)
    ] = None
    advised_longest: Annotated[
        Length, Meta(description="Longest length that is advised; more is a warning.", extra=OWN)
    ] = None
    advised_shortest: Annotated[
        Length, Meta(description="Shortest length that is advised; less is a warning.", extra=OWN)
    ] = None
    about: Annotated[
        Length,
        Meta(
            description="Length that is meant with “about” (左右); off by more than a third is a "
            "warning.",
            extra=OWN,
        ),
    ] = None
    penalties: Annotated[
        tuple[Penalty, ...],
        Meta(
            description="Points that a longer video loses instead of being refused, in steps.",
            extra=OWN,
        ),
    ] = ()
    cutoff: Annotated[
        Length,
        Meta(description="With penalties: the length beyond which a video is refused.", extra=OWN),
    ] = None
    severity: Annotated[
        SeverityName | None,
        Meta(
            description="Weight of a length outside the limits, if not the code's own.", extra=OWN
        ),
    ] = None


class MediaRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What a video file must be."""

    short_side: Annotated[
        int,
        Meta(
            description="Least size of the shorter side as displayed, in pixels; 0: any.",
            ge=0,
            extra=OWN,
        ),
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
    preferred: Annotated[
        tuple[str, ...],
        Meta(
            description="Containers that are asked for first (推荐); others are told.", extra=RARE
        ),
    ] = ()
    codecs: Annotated[
        tuple[str, ...],
        Meta(description="Allowed video codecs, as probe prints them; empty: any.", extra=OWN),
    ] = ()
    smallest: Annotated[Size, Meta(description="Least file size, '10 MB' or bytes.", extra=OWN)] = (
        None
    )
    largest: Annotated[Size, Meta(description="Largest file size, '4 GB' or bytes.", extra=OWN)] = (
        None
    )
    required: Annotated[
        bool, Meta(description="Whether a mail must bring a video, or a link to one.", extra=RARE)
    ] = True
    files: Annotated[
        Count | None,
        Meta(
            description="How many videos one entry may have; empty: more ask a person.", extra=RARE
        ),
    ] = None
    least: Annotated[
        Pixels,
        Meta(
            description="Least width and height, '1920x1080'; a portrait video is measured "
            "upright.",
            extra=RARE,
        ),
    ] = ""
    sizes: Annotated[
        tuple[Pixels, ...],
        Meta(description="Allowed widths and heights, '1920x1080'; empty: any.", extra=RARE),
    ] = ()
    aspects: Annotated[
        tuple[Aspect, ...],
        Meta(description="Allowed ratios of width to height, '16:9'; empty: any.", extra=RARE),
    ] = ()
    frame_rates: Annotated[
        tuple[Rate, ...],
        Meta(
            description="Allowed frame rates, pictures a second, 25 or '30000/1001'; empty: any.",
            extra=RARE,
        ),
    ] = ()
    least_bit_rate: Annotated[
        Size, Meta(description="Least bit rate, '5 Mbps' or bits a second.", extra=RARE)
    ] = None
    most_bit_rate: Annotated[
        Size, Meta(description="Greatest bit rate, '50 Mbps' or bits a second.", extra=RARE)
    ] = None


class Category(Lengths, frozen=True, forbid_unknown_fields=True):
    """What differs in one category: lengths, and a whole table of media of its own."""

    media: Annotated[
        MediaRules | None,
        Meta(description="What a video of this category must be; empty: as all others.", extra=OWN),
    ] = None
    fewest: Annotated[
        Count | None,
        Meta(description="With fewer entries the category is merged into another one.", extra=OWN),
    ] = None
    merges_into: Annotated[
        str, Meta(description="The category that it is merged into.", extra=OWN)
    ] = ""
