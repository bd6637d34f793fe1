"""What a video must be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contest.model import Scalar
from contest.rulebook.clauses.base import Clause, Path_, length, listed
from contest.rules import Lengths, MediaRules, Rulebook


def lengths(limits: Lengths, path: Path_, category: str) -> Iterator[Clause]:
    """The limits of length, said of a category where they are one's own."""
    heading = "categories" if category else "video"
    signs = (("longest", "≤"), ("below", "<"), ("shortest", "≥"), ("above", ">"))
    for key, sign in signs:
        value = getattr(limits, key)
        if value is None:
            continue
        limit = f"{sign} {length(value)}"
        text = "Length {limit}."
        if key == "longest" and limits.penalties:
            text = "Length {limit}; more costs points."
        yield _said(heading, text, {"limit": limit}, category, (*path, key))
    for key, sign in (("advised_longest", "≤"), ("advised_shortest", "≥"), ("about", "≈")):
        value = getattr(limits, key)
        if value is not None:
            arguments = {"limit": f"{sign} {length(value)}"}
            yield _said(heading, "Length {limit} is advised.", arguments, category, (*path, key))
    for number, step in enumerate(limits.penalties, 1):
        steps: dict[str, Scalar] = {"length": length(step.over), "points": f"{step.points:g}"}
        text = "From {length} too long on: −{points} points."
        yield _said(heading, text, steps, category, (*path, "penalties", str(number)))
    if limits.cutoff is not None:
        arguments = {"length": length(limits.cutoff)}
        yield _said(heading, "Longer than {length} is out.", arguments, category, (*path, "cutoff"))
    if limits.tolerance:
        arguments = {"length": length(limits.tolerance)}
        text = "{length} more or less still passes."
        yield _said(heading, text, arguments, category, (*path, "tolerance"))


def _said(
    heading: str, text: str, arguments: Mapping[str, Scalar], category: str, path: Path_
) -> Clause:
    return Clause(heading, text, {**arguments, "of": category}, path=path)


WRITTEN = {
    "files": "Videos of an entry: at most {value}.",
    "short_side": "Shorter side at least {value} pixels.",
    "least": "Picture at least {value}, upright videos turned.",
    "sizes": "Picture {value}.",
    "aspects": "Shape {value}.",
    "frame_rates": "{value} pictures a second.",
    "least_bit_rate": "Bit rate ≥ {value}.",
    "most_bit_rate": "Bit rate ≤ {value}.",
    "smallest": "File size ≥ {value}.",
    "largest": "File size ≤ {value}.",
    "containers": "Files: {value}.",
    "preferred": "Asked for first: {value}.",
    "codecs": "Codecs: {value}.",
}
"""Settings that say something where they have a value."""


def _plain(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def media(rules: MediaRules, path: Path_, category: str) -> Iterator[Clause]:
    """What a video must be, said of a category where the table is one's own."""
    heading = "categories" if category else "video"
    if not rules.required:
        yield _said(heading, "No video is needed.", {}, category, (*path, "required"))
    for key, text in WRITTEN.items():
        value = getattr(rules, key)
        if value is None or value in ("", (), 0):
            continue
        arguments: dict[str, Scalar] = {
            "value": listed(map(_plain, value)) if isinstance(value, tuple) else value
        }
        yield _said(heading, text, arguments, category, (*path, key))
    if rules.orientation != "any":
        text = "The picture is {wanted}."
        wanted: dict[str, Scalar] = {"wanted": rules.orientation}
        yield _said(heading, text, wanted, category, (*path, "orientation"))
    if rules.audio and rules.required:
        yield _said(heading, "There is a sound track.", {}, category, (*path, "audio"))


def categories(rules: Rulebook) -> Iterator[Clause]:
    """What differs from category to category."""
    for name, category in rules.categories.items():
        path = ("categories", name)
        yield from lengths(category, path, name)
        if category.fewest and category.merges_into:
            text = "With fewer than {number} entries “{category}” is merged into “{other}”."
            arguments: dict[str, Scalar] = {
                "number": category.fewest,
                "category": name,
                "other": category.merges_into,
            }
            yield Clause("categories", text, arguments, "people", (*path, "fewest"))
        if category.media is not None:
            yield from media(category.media, (*path, "media"), name)
