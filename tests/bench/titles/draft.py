"""A title taken apart so that it can be damaged piece by piece."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.titles.corpus import Parts


@dataclass
class Part:
    """One bracketed part as it will be written."""

    name: str
    text: str
    opening: str = "["
    closing: str = "]"

    def written(self) -> str:
        """The part with its brackets."""
        return f"{self.opening}{self.text}{self.closing}"


@dataclass
class Draft:
    """A title under damage: what it means, how it is written, and what should be said of it.

    ``gaps[i]`` stands between parts i and i + 1. ``truth`` are the fields that can still be
    known. ``told`` are (code, field) pairs of which each must be reported. ``cut`` is the share of
    what stands behind the category that is left (None: all).
    """

    truth: dict[str, str | None]
    parts: list[Part]
    gaps: list[str]
    front: str = ""
    back: str = ""
    told: list[tuple[str, str]] = field(default_factory=list)
    cut: float | None = None

    @classmethod
    def of(cls, parts: Parts) -> Draft:
        """The title as the call asks for it."""
        rows = [
            Part("topic", parts.topic, "【", "】"),
            Part("form", parts.form),
            Part("category", parts.category),
            Part("work", parts.work),
            Part("people", f"{parts.author}+{parts.department}"),
        ]
        return cls(dict(parts._asdict()), rows, ["-"] * 4)

    def text(self) -> str:
        """The title as written."""
        row = "".join(
            (self.gaps[i - 1] if i else "") + part.written() for i, part in enumerate(self.parts)
        )
        return f"{self.front}{row}{self.back}"

    def part(self, name: str) -> Part | None:
        """The part of this name, if it still stands."""
        return next((p for p in self.parts if p.name == name), None)

    def place(self, name: str) -> tuple[int, int]:
        """Where a part stands in the text, brackets included; where it was, if it is gone."""
        at = len(self.front)
        order = ["topic", "form", "category", "work", "people"]
        name = "people" if name in {"author", "department"} else name
        for index, part in enumerate(self.parts):
            if index:
                at += len(self.gaps[index - 1])
            end = at + len(part.written())
            if part.name == name:
                return at, end
            if order.index(part.name) > order.index(name) and not self.part(name):
                return max(0, at - 3), at + 1
            at = end
        return max(0, at - 3), at + 1

    def remove(self, name: str) -> None:
        """Take a part out, with the gap before it."""
        index = next(i for i, p in enumerate(self.parts) if p.name == name)
        del self.parts[index]
        if self.gaps:
            del self.gaps[max(0, index - 1)]
