"""What the places in which a title stands ask for besides: texts, hashtags, names of files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from contest.checks.base import Case
from contest.model import Channel, Fault, ReceivedFile
from contest.rules import Place, Rulebook
from contest.titles import compile_pattern, parse
from contest.titles.archives import is_archive


def forbidden_text(case: Case) -> Iterable[Fault]:
    """The title, or the name of a file, holds a text that must not occur.

    Contests judged without names forbid the school's or the author's name wherever the jury
    could see it. Only the entrant can send it anew.

    Rules: `title.forbidden = ["深圳大学"]`
    Bad: `[个人]-[短视频]-[深圳大学的夜]-[张三+编辑部]`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    """
    text = case.title.text
    for word in _forbidden(case.rules, place_of(case)):
        at = text.casefold().find(word.casefold())
        if at >= 0:
            args = {"value": text[at : at + len(word)], "name": text[:60]}
            yield Fault(code="T132", start=at, end=at + len(word), args=args)
    for name, place in _names(case):
        for word in _forbidden(case.rules, place):
            if word.casefold() in name.casefold() and name not in text:
                yield Fault(code="T132", args={"value": word, "name": name[:60]})


def hashtag_missing(case: Case) -> Iterable[Fault]:
    """A hashtag that the call asks for is missing.

    Without it the post can't be found among all others.

    Rules: `title.post.hashtags = ["劳动美"]`
    Bad: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部] #劳动美`
    """
    for tag in place_of(case).hashtags:
        if not _named("[#＃]", tag, case.title.text):
            yield Fault(code="T133", args={"value": f"#{tag}"})


def mention_missing(case: Case) -> Iterable[Fault]:
    """An account that the call asks to be named is missing.

    Without it the post does not count for the account, and the organiser may never see it.

    Rules: `title.post.mentions = ["读特"]`
    Bad: `[个人]-[短视频]-[微光]-[张三+编辑部]`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部] @读特`
    """
    for account in place_of(case).mentions:
        if not _named("[@＠]", account, case.title.text):
            yield Fault(code="T134", args={"value": f"@{account}"})


def name_unlike(case: Case) -> Iterable[Fault]:
    """A subject or the name of a file doesn't follow the form that the call asks for there.

    The entry can be told all the same; whoever looks for it among a thousand files can't.
    These are names of files:

    Rules: `title.file.required = true`
    Bad: `DSC_0417.mp4`
    Good: `[个人]-[短视频]-[微光]-[张三+编辑部].mp4`
    """
    if case.title.where == "text":
        return
    wanted = [(case.submission.signals.subject, "subject"), *_plain_names(case)]
    for name, place in wanted:
        rules: Place = getattr(case.rules.title, place)
        if not rules.required or (place == case.title.where and name in case.title.text):
            continue
        pattern = compile_pattern(case.rules, place)
        found = parse(name, pattern, where="file" if place == "archive" else place)
        if not all(found.fields[n] for n in pattern.required):
            wanted_form = rules.pattern or case.rules.title.pattern
            args = {"place": place, "value": name[:60], "pattern": wanted_form}
            yield Fault(code="T135", args=args)


def _named(mark: str, name: str, text: str) -> bool:
    """Whether the name stands in the text behind its mark, and nothing of it goes on."""
    return bool(re.search(rf"{mark}\s?{re.escape(name)}(?![^\W_])", text, re.I))


def place_of(case: Case) -> Place:
    """The place whose rules hold for the title that was chosen."""
    title = case.rules.title
    if case.submission.channel is Channel.POST:
        return title.post
    where = case.title.where
    return getattr(title, where) if where in {"subject", "file", "archive"} else Place()


def _forbidden(rules: Rulebook, place: Place) -> Iterator[str]:
    for word in (*rules.title.forbidden, *place.forbidden):
        roster = rules.rosters.get(word[1:]) if word.startswith("@") else None
        if roster:
            yield from roster.names
        elif word:
            yield word


def _names(case: Case) -> Iterator[tuple[str, Place]]:
    for file in case.submission.files:
        place = _place_of_file(file)
        if place:
            yield file.name, getattr(case.rules.title, place)


def _plain_names(case: Case) -> Iterator[tuple[str, str]]:
    for file in case.submission.files:
        place = _place_of_file(file)
        if place:
            yield re.sub(r"\.\w{2,4}$", "", file.name), place


def _place_of_file(file: ReceivedFile) -> str | None:
    return "archive" if is_archive(file.name) else "file" if file.video else None
