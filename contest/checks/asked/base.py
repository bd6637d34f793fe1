"""The type of a question, and what every file of questions uses."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from contest.checks.limits import media_rules
from contest.model import Media
from contest.rules import Rulebook

Expected = Callable[[Media, Rulebook, str | None], str | None]
"""What should be, for one file under the rules of its category; None: nothing is asked of it."""
Actual = Callable[[Media], str | None]
"""What is; None: it was not measured."""
Clause = Callable[[Rulebook, str | None], str]
"""Where it is written that it should be so."""

NO_FILE = frozenset({"M101"})
NO_BYTES = NO_FILE | {"M102"}
NO_VIDEO = NO_BYTES | {"M103", "M104"}
NO_STREAM = NO_VIDEO | {"M105"}
NO_PICTURE = NO_STREAM | {"M106", "M111"}
NOT_WHOLE = NO_STREAM | {"M107", "M108"}
"""What is counted from the packets counts only as far as those could be read."""
NO_LENGTH = NOT_WHOLE | {"M109"}
NO_LOOK = NO_PICTURE | NO_LENGTH | {"M118"}
"""Faults of the probe that leave a question open, whatever else was measured."""


def nowhere(_rules: Rulebook, _category: str | None) -> str:
    """The clause of what is merely practice."""
    return ""


class Question(NamedTuple):
    """What a check asks: a message id of a few words, what should be and what is.

    Both are short and of no language: numbers and signs, names of formats, or one of
    ``wording.WORDS``. With one of the faults ``spoilt`` the answer is unknown.
    """

    label: str
    expected: Expected
    actual: Actual
    spoilt: frozenset[str] = NO_VIDEO
    clause: Clause = nowhere


def always(text: str) -> Expected:
    """The same of every file, under all rules."""
    return lambda _media, _rules, _category: text


def with_sound(text: str) -> Expected:
    """The same of every file with a sound track."""
    return lambda media, _rules, _category: None if soundless(media) else text


def standard(text: str) -> Clause:
    """A clause outside the rulebook."""
    return lambda _rules, _category: text


def media_clause(*keys: str) -> Clause:
    """Settings of the table of media that counts for the category."""

    def clause(rules: Rulebook, category: str | None) -> str:
        own = media_rules(rules, category) is not rules.media
        table = f"categories.{_key(category or '')}.media" if own else "media"
        return setting(table, *keys)

    return clause


def category_table(category: str) -> str:
    """The table of a category, as contest.toml writes it."""
    return f"categories.{_key(category)}"


def setting(table: str, *keys: str) -> str:
    """A place in contest.toml, as it is written there: "[media] short_side"."""
    return f"[{table}] {', '.join(keys)}".rstrip()


def _key(name: str) -> str:
    """A key of TOML: bare where it may be, else in quotation marks."""
    if re.fullmatch(r"[A-Za-z0-9_-]+", name):
        return name
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def listed(values: tuple[str, ...]) -> str | None:
    """Whatever is allowed, as one text; None where everything is."""
    return ", ".join(values) or None


def told(media: Media, code: str, name: str, otherwise: str = "none") -> str | None:
    """An argument of a fault that the probe noticed; None where it did not notice it."""
    for fault in media.faults:
        if fault.code == code:
            return str(fault.args.get(name) or otherwise)
    return None


def noticed(media: Media, code: str) -> bool:
    """Whether the probe noticed a fault."""
    return any(fault.code == code for fault in media.faults)


def frame(media: Media) -> str | None:
    """The size of the picture as displayed."""
    return f"{media.width}×{media.height}" if media.width and media.height else None


def soundless(media: Media) -> bool:
    """Whether it is known that there is no sound track."""
    track = media.audio_codec or media.details.sound_duration is not None
    return media.container is not None and not track


def in_seconds(value: float | None) -> str | None:
    """Seconds to the hundredth."""
    return None if value is None else f"{value:.2f} s"


def per_cent(share: float) -> str:
    """A share, cut and not rounded: what is below a limit doesn't look as if it reached it."""
    return f"{int(1000 * share) / 10:g} %"
