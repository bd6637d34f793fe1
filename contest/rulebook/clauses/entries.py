"""Documents, numbers, checklists."""

from __future__ import annotations

from collections.abc import Iterator

from contest.model import Scalar
from contest.quantities import span_text
from contest.rulebook.clauses.base import By, Clause, Path_, listed
from contest.rules import Document, Quota, Rulebook


def document(document: Document, path: Path_) -> Iterator[Clause]:
    number = span_text(document.least, document.most)
    known: dict[str, Scalar] = {
        "name": document.name, "number": number, "category": document.category,
        "place": document.place,
    }  # fmt: skip
    text = "{name}: {number} an entry ({place})."
    if document.per == "person":
        text = "{name}: {number} for each person ({place})."
    if not document.required:
        text = "{name}: welcome, not required ({place})."
        if document.per == "person":
            text = "{name}: welcome for each person, not required ({place})."
    yield Clause("documents", text, known, path=path)
    if document.category:
        yield Clause("documents", "{name}: only for {category}.", known, path=(*path, "category"))
    if document.formats:
        arguments = known | {"formats": listed(document.formats)}
        yield Clause("documents", "{name}: as {formats}.", arguments, path=(*path, "formats"))
    if document.largest is not None:
        arguments = known | {"size": str(document.largest)}
        yield Clause("documents", "{name}: at most {size}.", arguments, path=(*path, "largest"))
    if document.longest:
        arguments = known | {"number": document.longest}
        text = "{name}: at most {number} characters."
        yield Clause("documents", text, arguments, path=(*path, "longest"))


def numbers(rules: Rulebook) -> Iterator[Clause]:
    for number, quota in enumerate(rules.quotas, 1):
        yield from _quota(quota, ("quotas", str(number)))
    team = rules.team
    fields = {n: f for n, f in rules.fields.items() if f.kind == "people"}
    by: By = "program" if fields else "people"
    if team.least or team.most:
        text = "A team ({form}) has {limit} people."
        limit = span_text(team.least, team.most)
        arguments: dict[str, Scalar] = {"form": team.form, "limit": limit}
        yield Clause("numbers", text, arguments, by, ("team",))
    if team.advisers:
        text = "It has at most {number} advisers."
        yield Clause("numbers", text, {"number": team.advisers}, "people", ("team", "advisers"))


def _quota(quota: Quota, path: Path_) -> Iterator[Clause]:
    only = listed(filter(None, (quota.category, quota.form)))
    known: dict[str, Scalar] = {"per": " + ".join(quota.per), "of": only}
    if quota.most is not None:
        text = "At most {number} entries for each {per}."
        if quota.counts == "latest":
            text = "At most {number} entries for each {per}; the latest count."
        yield Clause("numbers", text, known | {"number": quota.most}, path=(*path, "most"))
    if quota.least is not None:
        text = "At least {number} entries from each {per}."
        yield Clause("numbers", text, known | {"number": quota.least}, path=(*path, "least"))


def checklist(rules: Rulebook) -> Iterator[Clause]:
    """What a person ticks for each entry."""
    for number, tick in enumerate(rules.checklist, 1):
        known: dict[str, Scalar] = {"name": tick.name, "text": tick.text, "of": tick.category}
        text = "{name}: {text}" if tick.text and tick.text != tick.name else "{name}"
        if not tick.required:
            text = "{name}: {text} (not required)" if tick.text else "{name} (not required)"
        yield Clause("checklist", text, known, "tick", ("checklist", str(number)))


def duties(rules: Rulebook) -> Iterator[Clause]:
    """What the organisers do once."""
    for number, duty in enumerate(rules.duties, 1):
        text = "{text} ({due})" if duty.due else "{text}"
        known: dict[str, Scalar] = {"text": duty.text, "due": duty.due}
        yield Clause("duties", text, known, "people", ("duties", str(number)))
