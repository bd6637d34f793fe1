"""Again: judge with what persons have said of an entry, and judge it anew when they say more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contest.checks.deadline import late_by, may_correct
from contest.checks.weigh import VERSIONS
from contest.ledger import match, query
from contest.ledger.again import restate
from contest.ledger.current import settle
from contest.ledger.edits import edits_of, holding
from contest.ledger.extended import let_in
from contest.ledger.known import find
from contest.model import Fault
from contest.titles import retold

if TYPE_CHECKING:
    from contest.checks import Case
    from contest.desk.validate import Desk
    from contest.ledger.record import Act
    from contest.ledger.store import Database
    from contest.model import Media, Report


def judge_again(db: Database, desk: Desk, entry: int, act: Act) -> None:
    """Judge every version of an entry anew, the earliest first, and settle which is current."""
    for number, version in query.versions(db, entry):
        if version is not None:
            before = query.recorded(db, number)
            case = _versions(db, corrected(db, desk, desk.reread(before), entry), before)
            restate(db, number, desk.examiner.again(case, before), act)
    settle(db, entry, earliest=desk.rules.contest.versions == "earliest")


def placed(
    db: Database, desk: Desk, case: Case, media: tuple[Media, ...], *, fresh: bool = False
) -> tuple[match.Relation, Case]:
    """The entry to which a submission belongs, and the case as it is to be judged there; ``fresh``
    says that the ledger doesn't hold it yet."""
    related, own = _related(db, case, fresh=fresh), case.title
    if related.entry is not None:
        case = corrected(db, desk, case, related.entry)
        if case.let_in is not None:  # it may be in time after all
            related = _related(db, case._replace(title=own), fresh=fresh)
    case = case._replace(media=media, known=related.faults, gathered=True)
    if related.kind is not None:
        case = case._replace(kind=related.kind, reason=related.reason)
    return related, case


def _related(db: Database, case: Case, *, fresh: bool) -> match.Relation:
    return match.relate(
        db, case.submission, case.title, case.kind, late=late_by(case) is not None,
        unsure=case.unsure, corrects=may_correct(case), fresh=fresh,
    )  # fmt: skip


def corrected(db: Database, desk: Desk, case: Case, entry: int) -> Case:
    """The case with what persons have said of its entry: until when it is let in, and the parts of
    its title that they have changed."""
    edits = edits_of(db, entry)
    if edits:
        known = find(db, case.submission.key)
        changed = holding(edits, known.id if known else None, case.title.fields)
        if changed:
            pattern = desk.pattern_of(case.submission)
            case = case._replace(title=retold(case.title, changed, pattern))
    return case._replace(let_in=let_in(db, entry))


def _versions(db: Database, case: Case, before: Report) -> Case:
    """The case with what the ledger sees of it: what was seen before, and what it is as a version
    of its entry, now that it may be one of another or in time."""
    known = [
        Fault(f.code, f.field, f.start, f.end, f.args, f.fix)
        for f in before.findings
        if f.code[0] == "S" and f.code not in VERSIONS
    ]
    if before.entry is not None:
        known += match.as_version(
            db, before.entry, case.submission,
            late=late_by(case) is not None, corrects=may_correct(case),
        )  # fmt: skip
    return case._replace(known=tuple(known))
