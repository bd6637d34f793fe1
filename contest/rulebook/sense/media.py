"""Limits of videos that can't be read or that no video can keep."""

from __future__ import annotations

from collections.abc import Iterator

from contest.quantities import CONTAINERS, aspect, bits, octets, pixels, rate, seconds
from contest.rulebook.sense.base import categories_of, fails, no_category, unreadable
from contest.rulebook.shape import Path_, Wrong, nearest
from contest.rulebook.written import ASPECT, LENGTH, PIXELS, RATE, SIZE
from contest.rules import Category, Lengths, MediaRules, Rulebook

LIMITS = ("longest", "shortest", "below", "above", "tolerance", "advised_longest",
          "advised_shortest", "about", "cutoff")  # fmt: skip


def nonsense(rules: Rulebook) -> Iterator[Wrong]:
    """Every problem with lengths, categories and what a video must be."""
    yield from _lengths(rules.lengths, ("lengths",))
    yield from _media(rules.media, ("media",))
    named = rules.fields.get("category")
    used = bool(named and named.values) and "{category}" in rules.title.pattern
    for name, category in rules.categories.items():
        path = ("categories", name)
        if used:
            yield from no_category(rules, name, path)
        yield from _lengths(category, path)
        if category.media is not None:
            yield from _media(category.media, (*path, "media"))
        yield from _merging(rules, name, category, path)


def _merging(rules: Rulebook, name: str, category: Category, path: Path_) -> Iterator[Wrong]:
    if category.merges_into == name and name:
        yield Wrong((*path, "merges_into"), "a category can't be merged into itself")
    elif category.merges_into and category.merges_into not in rules.categories:
        yield from no_category(rules, category.merges_into, (*path, "merges_into"))
    if bool(category.fewest) != bool(category.merges_into):
        message = "“fewest” and “merges_into” belong together: {known}"
        yield Wrong(path, message, {"known": "、".join(categories_of(rules))}, warning=True)


def _lengths(limits: Lengths, path: Path_) -> Iterator[Wrong]:
    bad = False
    for key in LIMITS:
        for wrong in unreadable(getattr(limits, key), seconds, (*path, key), LENGTH):
            bad = True
            yield wrong
    for number, step in enumerate(limits.penalties, 1):
        where = (*path, "penalties", str(number), "over")
        for wrong in unreadable(step.over, seconds, where, LENGTH):
            bad = True
            yield wrong
    if bad:
        return
    longest, shortest = seconds(limits.longest), seconds(limits.shortest)
    below, above, cutoff = seconds(limits.below), seconds(limits.above), seconds(limits.cutoff)
    most = min((v for v in (longest, below) if v is not None), default=None)
    least = max((v for v in (shortest, above) if v is not None), default=None)
    edge = least is not None and least in (below, above)
    if most is not None and least is not None and (least > most or (edge and least == most)):
        key = "longest" if limits.longest is not None else "below"
        yield Wrong((*path, key), "no length is both long enough and short enough")
    advised = seconds(limits.advised_longest)
    if advised is not None and most is not None and advised > most:
        text = "what is advised is longer than what is allowed"
        yield Wrong((*path, "advised_longest"), text, warning=True)
    if limits.penalties and longest is None:
        yield Wrong((*path, "penalties"), "penalties need a longest length to count from")
    if cutoff is not None and (not limits.penalties or (longest is not None and cutoff < longest)):
        yield Wrong((*path, "cutoff"), "a cutoff stands beyond penalties, over the longest length")


def _media(media: MediaRules, path: Path_) -> Iterator[Wrong]:
    for key in ("smallest", "largest"):
        yield from unreadable(getattr(media, key), octets, (*path, key), SIZE)
    for key in ("least_bit_rate", "most_bit_rate"):
        message = "a bit rate is written '5 Mbps' or in bits a second, not “{value}”"
        yield from unreadable(getattr(media, key), bits, (*path, key), message)
    yield from _lists(media, path)
    for low, high, read in (
        ("smallest", "largest", octets), ("least_bit_rate", "most_bit_rate", bits),
    ):  # fmt: skip
        least, most = getattr(media, low), getattr(media, high)
        if not (fails(read, least) or fails(read, most)):
            one, two = read(least), read(most)
            if one is not None and two is not None and one > two:
                yield Wrong((*path, high), "the greatest is smaller than the least")
    yield from _orientation(media, path)


def _lists(media: MediaRules, path: Path_) -> Iterator[Wrong]:
    for value in media.sizes:
        yield from unreadable(value, pixels, (*path, "sizes"), PIXELS)
    yield from unreadable(media.least or None, pixels, (*path, "least"), PIXELS)
    for value in media.aspects:
        yield from unreadable(value, aspect, (*path, "aspects"), ASPECT)
    for number in media.frame_rates:
        yield from unreadable(number, rate, (*path, "frame_rates"), RATE)
    for key, name in [
        *(("containers", name) for name in media.containers),
        *(("preferred", name) for name in media.preferred),
    ]:
        if name.lower() not in CONTAINERS:
            near = nearest(name.lower(), CONTAINERS)
            known = ", ".join(dict.fromkeys(CONTAINERS.values()))
            message = "no such container; there are {known}"
            arguments = {"known": known}
            if near:
                message = "no such container; did you mean “{near}”? There are {known}"
                arguments["near"] = near
            yield Wrong((*path, key), message, arguments)


def _orientation(media: MediaRules, path: Path_) -> Iterator[Wrong]:
    """Sizes and shapes that no picture of the required orientation has."""
    if media.orientation == "any":
        return
    upright = media.orientation == "portrait"
    for key, read in (("sizes", _size_ratio), ("aspects", aspect)):
        values = getattr(media, key)
        if values and not any(fails(read, v) for v in values):
            ratios = [read(v) for v in values]
            if all((ratio < 1) != upright and ratio != 1 for ratio in ratios):
                yield Wrong(
                    (*path, key), "none of these is {wanted}", {"wanted": media.orientation}
                )


def _size_ratio(value: str) -> float:
    width, height = pixels(value)
    return width / height
