"""What else a title may mean: a second reading, and names that may have strayed into a work."""

from __future__ import annotations

from contest.model import Fault
from contest.titles.align import Reading
from contest.titles.pattern import Pattern
from contest.titles.repair import interpret
from contest.titles.values import like_a_person
from contest.titles.workpiece import Interpretation, Workpiece


def second(piece: Workpiece, found: tuple[Reading, ...], best: Interpretation) -> str | None:
    """The fields of a second reading that costs about as little and says something else."""
    if len(found) < 2:
        return None
    other = interpret(piece, found[1])
    optional = {n for n in best.fields if n not in piece.pattern.required}
    same = all(
        value == best.fields[name] or (value is None and name in optional)
        for name, value in other.fields.items()
    )
    return say(other.fields, piece.pattern) if other.told and not same else None


def strays(
    piece: Workpiece, reading: Reading, best: Interpretation, *, swapped: bool
) -> list[Fault]:
    """Work and author of which one may hold what belongs to the other: in 微光-王小明-李四+编辑部
    nothing but the names tells where the work ends. Parts that were ``swapped`` must be what they
    were swapped for."""
    work, author = best.fields.get("work"), best.fields.get("author")
    if not work or not author or "work" not in best.spans or "author" not in best.spans:
        return []
    place = (*best.spans["work"], *best.spans["author"])
    start, end = min(place), max(place)
    if swapped and like_a_person(work) and not like_a_person(author):
        args = {"one": author, "two": work}
        return [Fault("T136", "author", start, end, args)]
    runs = zip(piece.pattern.slots, reading.runs, strict=True)
    run = next((run for slot, run in runs if slot.fields == ("work",)), None)
    if run is None or run[0] == run[1] or swapped:
        return []
    last = piece.contents[run[1]]
    # Latin words apart: Li Ming, and nothing says how many of them are the name.
    latin = author.isascii() and " " not in author and last.isascii() and last.istitle()
    if piece.segments[run[1]].opening or not (latin or like_a_person(last)):
        return []
    rest = piece.original(piece.segments[run[0]].start, piece.segments[run[1] - 1].end)
    names = f"{last} {author}" if latin else f"{last}、{author}"
    other = say({**best.fields, "work": rest, "author": names}, piece.pattern)
    return [Fault("T115", None, start, end, {"one": say(best.fields, piece.pattern), "two": other})]


def say(fields: dict[str, str | None], pattern: Pattern) -> str:
    """The fields of a reading in one line, those left out that may be missing and are."""
    return " / ".join(v or "?" for name, v in fields.items() if v or name in pattern.required)
