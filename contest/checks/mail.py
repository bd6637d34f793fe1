"""What can be wrong with a submission as such: what it is, what it brings, what it follows."""

from __future__ import annotations

from collections.abc import Iterable

from contest.checks.base import Case
from contest.checks.deadline import is_late_correction
from contest.checks.limits import media_rules
from contest.model import Channel, Fault, Kind
from contest.rules import MediaRules
from contest.titles.archives import archives_among


def empty(case: Case) -> Iterable[Fault]:
    """The file holds no bytes at all.

    Something went wrong when it was saved or copied. Export it again from the mailbox.
    """
    return case.noticed("S101")


def senseless(case: Case) -> Iterable[Fault]:
    """The file is neither a mail nor a video nor a list that the program knows.

    It stays where it is. Open it by hand, or export it again.
    """
    return case.noticed("S102")


def broken_header(case: Case) -> Iterable[Fault]:
    """A header could not be decoded without loss.

    The mail says one character set and uses another, or was cut. What could be read is shown.
    """
    return case.noticed("S103")


def over_limits(case: Case) -> Iterable[Fault]:
    """The mail is built beyond all measure: headers, nesting or number of parts.

    Mails like this are made to stop programs. What could be read within the limits is shown; a
    person should look before anything in it counts.
    """
    return case.noticed("S104")


def broken_attachment(case: Case) -> Iterable[Fault]:
    """An attachment's encoding is damaged or ends in the middle.

    Its bytes were kept as far as they go. Ask for the file again.
    """
    return case.noticed("S105")


def stray_quote(case: Case) -> Iterable[Fault]:
    """A quotation mark in a list of posts is never closed, or closed in the wrong place.

    Such a mark can swallow the rows after it. Every row was read, but where one ends and the
    next begins had to be guessed; a person compares it with the list.
    """
    return case.noticed("S106")


def closed_archive(case: Case) -> Iterable[Fault]:
    """A zip or a winmail.dat could not be opened, or only in part.

    It has a password, is damaged, or would unpack to more than any mail can bring. Videos in it
    that could be listed are there; a person looks for others, or asks for the files themselves.
    """
    return case.noticed("S107")


def forwarded(case: Case) -> Iterable[Fault]:
    """The submission is a mail inside a mail.

    Title, sender and files were taken from the inner one, the time of arrival from the outer.
    """
    return case.noticed("S110")


def correction(case: Case) -> Iterable[Fault]:
    """The mail corrects one that came before.

    A program that changed the entry by itself could be made to. A person reads it and decides.
    """
    if case.kind is Kind.CORRECTION:
        yield Fault(code="S201")


def withdrawal(case: Case) -> Iterable[Fault]:
    """The mail withdraws a work.

    A person confirms that it comes from the entrant.
    """
    if case.kind is Kind.WITHDRAWAL:
        yield Fault(code="S202")


def unsure(case: Case) -> Iterable[Fault]:
    """Nothing tells whether this is a submission at all.

    No title, no video, no link, no word of the contest, but no mark of a machine's mail either.
    """
    if case.unsure:
        yield Fault(code="S203")


def late_version(case: Case) -> Iterable[Fault]:
    """A version of a known work came after the closing instant.

    The version that was in time stays the current one; this one is kept beside it.
    """
    return () if is_late_correction(case) else case.noticed("S204")


def original_of_nothing(case: Case) -> Iterable[Fault]:
    """The mail says that it brings an original, but no known work has this title and author."""
    return case.noticed("S206")


def original_of(case: Case) -> Iterable[Fault]:
    """The mail brings the HD original of a known work and was put to it."""
    return case.noticed("S207")


def new_version(case: Case) -> Iterable[Fault]:
    """The mail brings another version of a known work; the latest one in time counts."""
    return case.noticed("S208")


def adds_no_video(case: Case) -> Iterable[Fault]:
    """A mail about a known work that brings no video.

    It may hold a telephone number, a wish or a question. The entry keeps the video that it has;
    a person reads the mail.
    """
    return case.noticed("S209")


def other_sender(case: Case) -> Iterable[Fault]:
    """A version of a known work came from somebody who sent none of the others.

    A secretary may have sent it, or another person's work may have the same name. The version
    before stays current until a person has decided.
    """
    return case.noticed("S210")


def answers_another(case: Case) -> Iterable[Fault]:
    """The mail answers the mail of a known work and names another one.

    It may be a new work, written as an answer out of habit, or the same work under a corrected
    name. It was recorded as an entry of its own; a person compares the two and withdraws one of
    them where they are the same.
    """
    return case.noticed("S211")


def no_video(case: Case) -> Iterable[Fault]:
    """The mail brings neither a video nor a cloud link that the program knows.

    There is nothing to judge. Ask the entrant to send the video.
    """
    if _lacks_video(case) and not archives_of(case):
        yield Fault(code="M301")


def only_link(case: Case) -> Iterable[Fault]:
    """The video is a cloud link: its bytes are not here.

    Links expire, mostly after 30 days. Download the file before then and give it to the entry:
    `contest entries attach`; `contest links` lists those that are open, soonest expiry first.
    """
    for file in case.submission.files:
        if file.linked and not file.sha256:
            expires = (
                file.expires_at.isoformat(sep=" ", timespec="minutes") if file.expires_at else "?"
            )
            yield Fault(
                code="M302", args={"name": file.name or file.url or "?", "expires": expires}
            )


def several_videos(case: Case) -> Iterable[Fault]:
    """The mail brings several videos under one title.

    They may be parts, versions or different works. A person decides which of them is the entry.
    """
    count = len(_videos(case))
    allowed = _media(case).files
    if case.submission.channel is Channel.MAIL and count > 1 and allowed is None:
        yield Fault(code="M303", args={"number": count})


def in_an_archive(case: Case) -> Iterable[Fault]:
    """The mail brings no video but an archive, in which it may be.

    Open the archive and look; the video itself can be tracked as a file.
    """
    if _lacks_video(case) and archives_of(case):
        yield Fault(code="M304", args={"name": archives_of(case)[0]})


def too_many_videos(case: Case) -> Iterable[Fault]:
    """The entry has more videos than the rules allow."""
    count, most = len(_videos(case)), _media(case).files
    if most is not None and count > most:
        yield Fault(code="M305", args={"number": count, "most": most})


def _lacks_video(case: Case) -> bool:
    known = any(fault.code in {"S204", "S209"} for fault in case.known)
    mail = case.submission.channel is Channel.MAIL
    return mail and _media(case).required and not _videos(case) and not known


def _media(case: Case) -> MediaRules:
    return media_rules(case.rules, case.title.fields.get("category"))


def archives_of(case: Case) -> list[str]:
    """The names of the archives that a submission brings."""
    return archives_among(f.name for f in case.submission.files)


def _videos(case: Case) -> list[str]:
    return [f.name for f in case.submission.files if f.video or f.linked]
