"""Reading: the words of a mail that was received, for who has to decide what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contest.desk.folder import Folder
from contest.ledger.links import origin

if TYPE_CHECKING:
    from contest.intake import Received


def words_of(folder: Folder, submission: int) -> str:
    """The text of a mail from its kept bytes, what it quotes left out; empty for a post, or where
    the bytes are gone."""
    from contest.intake.mail import read_mails
    from contest.intake.stretch import whole
    from contest.intake.terms import terms_of

    with folder.ledger() as store, store.read() as db:
        found = origin(db, submission)
    if found is None:
        return ""
    terms = terms_of(folder.rules, None)
    try:
        stretch = whole(str(folder.vault.path(found.raw)))
        mails: list[Received] = list(read_mails(stretch, None, terms))
    except OSError:
        return ""
    finally:
        terms.scratch.close()
    # A mail of several works is cut up further when it is received; its words are the same.
    exact = [mail for mail in mails if mail.submission.key == found.key] or mails
    return exact[0].submission.signals.body.strip() if exact else ""
