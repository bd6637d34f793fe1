"""Code and arguments → a sentence in Chinese or English.

Message ids are the English sentences; ``locale/zh_CN`` holds the Chinese ones. A ``Wording`` is
made once at the edge and passed on; nothing here is global.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from contest.model import Fault, Finding, Scalar

Language = Literal["zh", "en"]

LOCALE = Path(__file__).parent / "locale"

FIELDS = {
    "topic": "topic",
    "form": "form of participation",
    "category": "category",
    "work": "work",
    "author": "author",
    "department": "department",
    "person": "person",
    "sender": "sender",
}
"""What is counted or said of everywhere; a contest's own labels outweigh it."""

DOMAIN = "contest"

SPOKEN = frozenset(
    {"reason", "what", "wanted", "status", "expected", "found", "header", "place", "named",
     "weekday", "severity", "side"}
)  # fmt: skip
"""Arguments whose value is one of WORDS, or else somebody else's word and shown as it is."""

NAMING = frozenset({"left", "right"})
"""Arguments of a fault that name a field of the title."""

LISTS = frozenset({"allowed", "near"})
"""Arguments of a fault that are told whole, however long."""

LONGEST = 120
"""Characters of any other argument that a sentence quotes."""

WORDS = (
    # why a file could not be read
    "absent", "unreadable", "directory", "fifo", "socket", "device",
    "No such file or directory", "Permission denied", "Is a directory", "Not a directory",
    "File exists", "Too many levels of symbolic links", "database disk image is malformed",
    "file is not a database", "No space left on device",
    "Read-only file system", "File too large", "File name too long",
    # what a file is instead of a video
    "text", "picture", "office", "program", "unknown",
    # why the prober gave up
    "timeout", "memory", "protocol", "start",
    # what of a mail is beyond all measure
    "headers", "header", "depth", "parts", "boundaries", "line",
    # why an archive could not be opened
    "it has a password", "it is damaged", "it would unpack to more than any mail brings",
    # a mail's headers
    "subject", "from", "filename",
    # what a part of the title should be, where it stands
    "a telephone number", "a number", "the name of one person", "a list of names",
    "file", "archive", "body", "table", "post", "either",
    # what a finding weighs
    "error", "warning", "info", "off",
    # days
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    # how a picture stands, how an entry stands
    "landscape", "portrait", "left", "right",
    "accepted", "returned", "review", "withdrawn", "disqualified", "merged",
    # what a query asks for
    "status", "decided", "channel", "kind", "severity",
    # what a setting is
    "number", "list", "table", "true/false", "nothing",
    # what is asked of a video, and what it is
    "regular file", "video", "none", "decodable", "cut short", "complete", "readable",
    "measurable", "as measured", "done", "not from a chat", "progressive", "interlaced",
    "no converter", "present",
)  # fmt: skip
"""Words of the program's own that come as arguments of a sentence."""
_WORDS = frozenset(WORDS)


def language(option: str | None, environment: Mapping[str, str]) -> Language:
    """The interface language: the option, else CONTEST_LANG, else the locale; English if none
    of them says Chinese."""
    for value in (
        option,
        environment.get("CONTEST_LANG"),
        environment.get("LC_ALL"),
        environment.get("LC_MESSAGES"),
        environment.get("LANG"),
    ):
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


class Wording:
    """Says things in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._labels: Mapping[str, str] = {}
        self._fields: dict[str, str] = {}
        self._catalogue: gettext.NullTranslations = gettext.NullTranslations()
        if language == "zh":
            self._catalogue = gettext.translation(
                DOMAIN, LOCALE, languages=["zh_CN"], fallback=True
            )

    def say(self, message: str, **arguments: Scalar) -> str:
        """The sentence for a message id, its placeholders filled."""
        text = self._catalogue.gettext(message) if message else ""
        return text.format_map(self._spoken(arguments)) if arguments else text

    def count(self, one: str, many: str, number: int, **arguments: Scalar) -> str:
        """The sentence for ``number`` things; ``{number}`` is filled in."""
        text = self._catalogue.ngettext(one, many, number)
        return text.format_map({"number": number, **arguments})

    def learn(self, labels: Mapping[str, str]) -> None:
        """Take over what the call itself names the fields of its titles."""
        self._labels = {name: label.split("/")[0] for name, label in labels.items() if label}
        self._fields = {}

    def field(self, name: str) -> str:
        """What people call a field of the title: the contest's own word for its own fields."""
        known = self._fields.get(name)
        if known is None:
            own = self._labels.get(name)
            known = own or (self.say(FIELDS[name]) if name in FIELDS else name)
            self._fields[name] = known
        return known

    def word(self, text: str) -> str:
        """One of the program's own words in this language; anything else as it is."""
        return self._catalogue.gettext(text) if text in _WORDS else text

    def sentence(self, message: str, fault: Fault | Finding) -> str:
        """The sentence about a fault; ``message`` is its check's message id. Besides the fault's
        arguments it may ask for its ``field`` and ``fix``, and for ``places``: in how many others
        it is so. Long quotes are cut, and a ``pattern`` is told in the names of its fields."""
        known = _Gaps()
        if fault.fix is not None:
            known["fix"] = fault.fix
        for name, value in fault.args.items():
            known[name] = self._argument(name, value) if isinstance(value, str) else value
        if fault.field:
            known["field"] = self.field(fault.field)
        number = fault.args.get("number")
        if isinstance(number, int):
            known["places"] = self.say(" (places: {number})", number=number) if number > 1 else ""
        return self._catalogue.gettext(message).format_map(known)

    def _argument(self, name: str, value: str) -> str:
        """An argument of a fault as its sentence shows it."""
        if name in SPOKEN:
            value = self.word(value)
        if name in NAMING:
            return self.field(value)
        if name == "pattern":
            return re.sub(r"\{(\w+)\}", lambda match: self.field(match[1]), value)
        return value if len(value) <= LONGEST or name in LISTS else value[: LONGEST - 1] + "…"

    def _spoken(self, arguments: Mapping[str, Scalar]) -> Mapping[str, Scalar]:
        """The arguments with the program's own words in this language."""
        names = SPOKEN.intersection(arguments)
        return {**arguments, **{n: self._word(arguments[n]) for n in names}} if names else arguments

    def _word(self, value: Scalar) -> Scalar:
        return self.word(value) if isinstance(value, str) else value


class _Gaps(dict[str, Scalar]):
    """A missing argument shows as "?" instead of stopping a report on three hundred mails."""

    def __missing__(self, key: str) -> str:
        return "?"
