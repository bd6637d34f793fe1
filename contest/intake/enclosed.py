"""Mails inside mails: passed on as they are, encoded, or attached as files."""

from __future__ import annotations

from contest.intake.headers import KNOWN, Budget
from contest.intake.parts import IDENTITY, NESTED, Part, read_parts
from contest.intake.scan import scan
from contest.intake.scratch import Scratch
from contest.intake.stretch import whole
from contest.intake.transfer import decoded


def enclosed(leaf: Part, scratch: Scratch, budget: Budget) -> Part | None:
    """The root of the mail that a leaf holds, None if it holds none. One that is encoded, which
    the standard forbids and mailers do, or attached as ``….eml``, is decoded into ``scratch``.
    Raises OSError."""
    if leaf.is_mail:
        return leaf.parts[0]
    named = (leaf.name or "").rstrip().lower().endswith(".eml")
    if not named and leaf.type not in NESTED:
        return None
    if leaf.type in NESTED and leaf.encoding in IDENTITY:
        return None  # read already, if it could be
    if budget.depth <= 0:
        budget.exceeded.add("depth")
        return None
    budget.depth -= 1
    stretch = whole(scratch.keep(decoded(leaf.body, leaf.encoding)))
    root = read_parts(stretch, scan(stretch, keyed=False), budget)
    return root if any(name in KNOWN for name, _ in root.headers.fields) else None
