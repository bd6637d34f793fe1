"""How long a video may be: limits by category or for all, advice, penalties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contest.checks.base import Case
from contest.model import Fault, Media
from contest.quantities import length_text, seconds
from contest.rules import Lengths, Rulebook

LIMITS = ("longest", "shortest", "below", "above", "about", "advised_longest", "advised_shortest")


def lengths_of(rules: Rulebook, category: str | None) -> tuple[Lengths, str | None]:
    """The limits of a category, and its name if they are its own; else those of all."""
    own = rules.categories.get(category or "")
    if own is not None and any(getattr(own, name) is not None for name in LIMITS):
        return own, category
    return rules.lengths, None


def category_contradicted(media: Media, rules: Rulebook, category: str | None) -> Iterable[Fault]:
    """The measured length contradicts the category that the title claims.

    Where short ends and long begins is the organiser's choice ([categories] in contest.toml),
    so a person decides: another category, or back to the entrant. Lengths are compared in
    whole seconds, rounded.
    """
    return _only("M201", media.duration, rules, category)


def wrong_length(media: Media, rules: Rulebook, category: str | None) -> Iterable[Fault]:
    """The video is longer or shorter than the rules allow.

    Lengths are compared in whole seconds, rounded; a tolerance in the rules is allowed for.
    """
    return _only("M210", media.duration, rules, category)


def not_as_advised(media: Media, rules: Rulebook, category: str | None) -> Iterable[Fault]:
    """The length is allowed, but not the one that the call advises (以…为宜, 左右)."""
    return _only("M211", media.duration, rules, category)


def costs_points(media: Media, rules: Rulebook, category: str | None) -> Iterable[Fault]:
    """The video is longer than it should be, which costs points by the rules' own steps."""
    return _only("M212", media.duration, rules, category)


def stated_length(case: Case) -> Iterable[Fault]:
    """The length that a post states contradicts the category that its title claims.

    A person decides, as for a measured length (M201).
    """
    category = case.title.fields.get("category")
    for fault in _faults(case.submission.duration, case.rules, category):
        if fault.code in {"M201", "M210"}:
            yield fault._replace(code="M209")


def _only(
    code: str, duration: float | None, rules: Rulebook, category: str | None
) -> Iterator[Fault]:
    return (fault for fault in _faults(duration, rules, category) if fault.code == code)


def _faults(duration: float | None, rules: Rulebook, category: str | None) -> Iterator[Fault]:
    """All that is wrong with a length in seconds from anywhere."""
    if duration is None:
        return
    limits, own = lengths_of(rules, category)
    whole = round(duration)
    args: dict[str, str | int | float] = {
        "category": own or "",
        "duration": length_text(duration),
    }
    code, field = ("M201", "category") if own else ("M210", None)
    longest = seconds(limits.longest)
    if longest is not None and stepped(limits):
        yield from _penalised(limits, whole - longest, whole, args)
        limit = outside(limits, whole, upper=False)
    else:
        limit = outside(limits, whole)
    if limit:
        yield Fault(code=code, field=field, args=args | {"limit": limit}, weight=limits.severity)
    elif advice := unadvised(limits, whole):
        yield Fault(code="M211", args=args | {"limit": advice})


def outside(limits: Lengths, whole: int, *, upper: bool = True) -> str | None:
    """The limit that the length breaks, as it is shown."""
    spare = seconds(limits.tolerance) or 0
    longest, shortest = seconds(limits.longest), seconds(limits.shortest)
    below, above = seconds(limits.below), seconds(limits.above)
    if upper and longest is not None and whole > longest + spare:
        return f"≤ {length_text(longest)}"
    if upper and below is not None and whole >= below + spare:
        return f"< {length_text(below)}"
    if shortest is not None and whole < shortest - spare:
        return f"≥ {length_text(shortest)}"
    if above is not None and whole <= above - spare:
        return f"> {length_text(above)}"
    return None


def stepped(limits: Lengths) -> bool:
    """Whether more than the longest length costs points, in steps, instead of the entry."""
    return bool(limits.penalties) and limits.longest is not None


def unadvised(limits: Lengths, whole: int) -> str | None:
    """The advice that an allowed length doesn't follow, as it is shown."""
    longest, shortest = seconds(limits.advised_longest), seconds(limits.advised_shortest)
    about = seconds(limits.about)
    if longest is not None and whole > longest:
        return f"≤ {length_text(longest)}"
    if shortest is not None and whole < shortest:
        return f"≥ {length_text(shortest)}"
    if about is not None and abs(whole - about) > about / 3:
        return f"≈ {length_text(about)}"
    return None


def _penalised(
    limits: Lengths, over: float, whole: int, args: dict[str, str | int | float]
) -> Iterator[Fault]:
    """The highest step of points that so many seconds too much reach, or the end of all steps."""
    cutoff = seconds(limits.cutoff)
    if cutoff is not None and whole > cutoff:
        limit = f"≤ {length_text(cutoff)}"
        yield Fault(code="M210", args=args | {"limit": limit}, weight=limits.severity)
        return
    reached = [p.points for p in limits.penalties if over > 0 and over >= (seconds(p.over) or 0)]
    if reached:
        longest = length_text(seconds(limits.longest) or 0)
        points = f"{max(reached):g}"
        yield Fault(code="M212", args=args | {"limit": f"≤ {longest}", "points": points})
