"""What a submission wants: headers first, then words. Pure."""

from __future__ import annotations

import re

from contest.model import Channel, Kind, Submission
from contest.rules import Rulebook

_PREFIXES = r"(?:\s*(?:re|fw|fwd|回复|答复|转发|回覆|轉寄)\s{0,3}[:：])*\s*"
_MARKER = re.compile(
    # The word must be set off from what follows: 原片场的故事 is a title.
    rf"{_PREFIXES}(?:[【\[(（〔]\s*(?:提交|补交|报送)?(?:高清)?原片\s*[】\])）〕]\s*[-－—–_:：|+,，、]*"
    r"|(?:提交|补交|报送)?(?:高清)?原片\s*(?:[-－—–_:：|+,，、]+|(?=[【\[(（〔#《])|\s))\s*",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"[-－—–_:：\s(（【\[](?:高清)?原片[)）】\]]?(?:\.\w{2,4})?\s*\Z")
_WITHDRAWAL = re.compile(
    "撤回|撤稿|退赛|退出参赛|取消参赛|撤销参赛|退出比赛|弃赛|放弃参赛|不参赛|作废|请删除"
)
_CORRECTION = re.compile("更正|改为|更改|订正")
_CORRECTION_FIRST = re.compile(rf"{_PREFIXES}[【\[(（]?\s*(?:更正|订正|更改|勘误)", re.IGNORECASE)
_COUNTS = re.compile("以此(?:件|份|封|版|次)?为准|以(?:本|这)(?:件|份|封|版|次)[^，。]{0,6}为准")
_PRESS = re.compile("邀请函|新闻通稿|通稿|发布会|媒体邀请|推广")
_CONTEST = re.compile(
    r"投稿|参赛|大赛|作品|\b(?:contest|competition|submission|entry form)\b", re.IGNORECASE
)
_QUESTION = re.compile("[？?]|收到了吗|请问|咨询|吗|如何")
_ALONE = {channel: (Kind.ENTRY, channel.value) for channel in (Channel.FILE, Channel.TEXT)}
"""What comes with nothing around it that could say anything else."""
_HEAD = 200
"""Characters of the body in which a word speaks for the whole mail."""


def classify(submission: Submission, recognised: int, rules: Rulebook) -> tuple[Kind, str]:
    """The kind and a short stable reason: "bounce", "words:撤回", "marker:高清原片", "unsure" …

    ``recognised`` is the number of required title fields that were found in the title.
    """
    if alone := _ALONE.get(submission.channel):
        return alone
    if submission.channel is Channel.POST:
        # What stands under the contest's hashtag is a post, even if its text asks a question.
        return _entry("post", rules.channels.post)
    found = _by_envelope(submission, recognised) or _by_words(submission, recognised)
    if found is not None:
        return found
    if recognised >= 2:
        return _entry("title", rules.channels.mail)
    if _has_video(submission):
        return _entry("files", rules.channels.mail)
    signals = submission.signals
    if word := _CONTEST.search(f"{signals.subject}\n{signals.body}"):
        return _entry(f"words:{word[0]}", rules.channels.mail)
    return _entry("unsure", rules.channels.mail)


def strip_marker(text: str) -> tuple[str, int]:
    """``text`` without the 高清原片 marker at its beginning, and how many characters that were.

    Reply prefixes in front of the marker go with it; without a marker they stay.
    """
    found = _MARKER.match(text) if "原片" in text else None
    if found is None or not text[found.end() :].strip():
        return text, 0
    return text[found.end() :], found.end()


def _by_envelope(submission: Submission, recognised: int) -> tuple[Kind, str] | None:
    signals = submission.signals
    if signals.automatic in ("bounce", "auto-reply"):
        return Kind.UNRELATED, signals.automatic
    if marker := _marker(submission):
        return Kind.ORIGINAL, f"marker:{marker}"
    if signals.automatic == "list" and recognised < 2 and not _says_withdrawal(submission, 0):
        return Kind.UNRELATED, "list"
    return None


def _by_words(submission: Submission, recognised: int) -> tuple[Kind, str] | None:
    signals = submission.signals
    video = _has_video(submission)
    if word := _says_withdrawal(submission, recognised):
        return Kind.WITHDRAWAL, f"words:{word}"
    if not video and (
        _CORRECTION_FIRST.match(signals.subject)
        or (signals.reply and _CORRECTION.search(f"{signals.subject}\n{signals.body}"))
        or _COUNTS.search(f"{signals.subject}\n{signals.body}")
    ):
        words = f"{signals.subject}\n{signals.body}"
        corrects = _CORRECTION.search(words) or _COUNTS.search(words)
        return Kind.CORRECTION, f"words:{corrects[0] if corrects else '勘误'}"
    if not video and signals.reply and (asked := _QUESTION.search(signals.body[:_HEAD])):
        return Kind.QUESTION, f"words:{asked[0]}"
    if recognised < 2:
        ours = _CONTEST.search(f"{signals.subject}\n{signals.body}")
        press = _PRESS.search(signals.subject) or (not ours and _PRESS.search(signals.body[:_HEAD]))
        if press and video and ours:
            return Kind.ENTRY, "unsure"  # a newspaper makes films about press conferences, too
        if press:
            return Kind.UNRELATED, f"words:{press[0]}"
        if not video and (asked := _QUESTION.search(_head(submission))):
            return Kind.QUESTION, f"words:{asked[0]}"
        if not video and signals.reply:
            return Kind.ENTRY, "unsure"  # an answer in some thread: a person reads it
    return None


def _marker(submission: Submission) -> str | None:
    """The marker of an HD original in the subject; a question about originals has none."""
    subject = submission.signals.subject
    leading = _MARKER.match(subject)
    if leading is None and not _has_video(submission) and _QUESTION.search(subject):
        return None
    if "高清原片" in subject:
        return "高清原片"
    return "原片" if leading or _TRAILING.search(subject) else None


def _says_withdrawal(submission: Submission, recognised: int) -> str | None:
    """The word of withdrawal. A whole title with its video is an entry, whatever its name."""
    signals = submission.signals
    video = _has_video(submission)
    if video and recognised >= 3:
        return None
    found = _WITHDRAWAL.search(signals.subject)
    if found is None and not video and not recognised:
        found = _WITHDRAWAL.search(signals.body[:_HEAD])
    return found[0] if found else None


def _head(submission: Submission) -> str:
    return f"{submission.signals.subject}\n{submission.signals.body[:_HEAD]}"


def _has_video(submission: Submission) -> bool:
    return any(file.video for file in submission.files)


def _entry(reason: str, meaning: str) -> tuple[Kind, str]:
    return (Kind.ORIGINAL, "channel") if meaning == "original" else (Kind.ENTRY, reason)
