"""What a submission wants, on an evening's mail as it is really written."""

from __future__ import annotations

from pathlib import Path

import pytest

from contest.intake.kinds import classify, strip_marker
from contest.model import Channel, FileKind, Kind, ReceivedFile, Signals, Submission
from contest.rules import Channels, Rulebook

from .mails import TITLE, link, mail, part, read

VIDEO = ReceivedFile(name="a.mp4", size=1, kind=FileKind.ATTACHMENT, video=True)


def kind(
    subject: str, *files: ReceivedFile, body: str = "", recognised: int = 0, **signals: object
) -> tuple[Kind, str]:
    submission = Submission(
        source="a.eml",
        part=None,
        channel=Channel.MAIL,
        key="mail:1",
        files=files,
        signals=Signals(subject=subject, body=body, **signals),  # type: ignore[arg-type]  # keywords of several types
    )
    return classify(submission, recognised, Rulebook())


def test_entries() -> None:
    assert kind(TITLE, VIDEO, recognised=5) == (Kind.ENTRY, "title")
    assert kind("", VIDEO) == (Kind.ENTRY, "files")
    assert kind("", link("x")) == (Kind.ENTRY, "files")
    assert kind("林总的参赛视频,请查收", VIDEO) == (Kind.ENTRY, "files")
    assert kind("视频大赛投稿") == (Kind.ENTRY, "words:大赛")
    assert kind("你好") == (Kind.ENTRY, "unsure")


def test_a_work_may_be_called_what_it_likes() -> None:
    assert (
        kind("【45载圳青春】-[个人]-[短视频]-[撤回的消息]-[周+部]", VIDEO, recognised=5)[0]
        is Kind.ENTRY
    )
    assert kind("【45载圳青春】-[个人]-[短视频]-[发布会]-[周+部]", recognised=5)[0] is Kind.ENTRY
    assert (
        kind("【45载圳青春】-[个人]-[短视频]-[你吃了吗？]-[周+部]", recognised=5)[0] is Kind.ENTRY
    )


def test_withdrawals() -> None:
    assert kind("申请撤回参赛作品《雨后》") == (Kind.WITHDRAWAL, "words:撤回")
    assert kind("雨后", body="您好，我想退赛")[0] is Kind.WITHDRAWAL
    assert kind("雨后", VIDEO, body="不是撤回，是补交")[0] is Kind.ENTRY


def test_corrections() -> None:
    subject = "回复: 回复: " + TITLE
    assert kind(subject, body="更正:作者为吴昊、林姗", recognised=5, reply=True) == (
        Kind.CORRECTION,
        "words:更正",
    )
    assert kind(subject, VIDEO, body="更正", recognised=5, reply=True)[0] is Kind.ENTRY
    assert kind("更正：《老街》作者")[0] is Kind.CORRECTION
    assert kind(TITLE, body="作者写错了，以此为准", recognised=5)[0] is Kind.CORRECTION
    assert kind(TITLE, VIDEO, body="以本邮件为准", recognised=5)[0] is Kind.ENTRY


def test_originals() -> None:
    assert kind("高清原片-" + TITLE, link("x"), recognised=5) == (Kind.ORIGINAL, "marker:高清原片")
    assert kind("【原片】" + TITLE, recognised=5) == (Kind.ORIGINAL, "marker:原片")
    assert kind(TITLE + "-高清原片", VIDEO, recognised=5)[0] is Kind.ORIGINAL
    assert kind("请问高清原片怎么交？")[0] is Kind.QUESTION
    assert kind("原片场的故事", VIDEO)[0] is Kind.ENTRY


def test_questions() -> None:
    assert kind("Re: 收到了吗?", reply=True) == (Kind.QUESTION, "words:收到了吗")
    assert kind("咨询", body="截止时间")[0] is Kind.QUESTION
    assert kind("收到了吗?", VIDEO)[0] is Kind.ENTRY


def test_machines_and_press_releases() -> None:
    assert kind("【邀请函】星河科技新品发布会媒体邀请", VIDEO) == (Kind.UNRELATED, "words:邀请函")
    assert kind("自动回复: " + TITLE, recognised=5, automatic="auto-reply")[0] is Kind.UNRELATED
    assert kind("x", VIDEO, automatic="list") == (Kind.UNRELATED, "list")
    assert kind(TITLE, VIDEO, recognised=5, automatic="list")[0] is Kind.ENTRY


@pytest.mark.parametrize(
    ("headers", "subject", "said"),
    [
        (b"Auto-Submitted: auto-replied\r\n", "x", "auto-reply"),
        (b"Auto-Submitted: no\r\n", "x", None),
        (b"X-Autoreply: yes\r\n", "x", "auto-reply"),
        (b"Precedence: auto_reply\r\n", "x", "auto-reply"),
        (b"X-Auto-Response-Suppress: All\r\n", "x", None),
        (b"X-Auto-Response-Suppress: All\r\n", "Automatic reply: x", "auto-reply"),
        (b"", "自动回复: 您的投稿需要补充信息", "auto-reply"),
        (b"", "系统退信", "bounce"),
        (b"Return-Path: <>\r\n", "x", "bounce"),
        (b"List-Id: <a.b>\r\n", "x", "list"),
        (b"Precedence: bulk\r\n", "x", "list"),
        (b"", "x", None),
    ],
)
def test_the_envelope_of_a_machine(
    tmp_path: Path, headers: bytes, subject: str, said: str | None
) -> None:
    assert read(tmp_path, mail(subject, headers=headers)).submission.signals.automatic == said


def test_a_postmaster_is_no_person(tmp_path: Path) -> None:
    raw = mail("x", part(b"x")).replace(b"zhou@163.com", b"MAILER-DAEMON@163.com")
    assert read(tmp_path, raw).submission.signals.automatic == "bounce"


def test_channels_have_their_meaning() -> None:
    def of(channel: Channel, rules: Rulebook) -> Kind:
        submission = Submission(
            source="x", part=None, channel=channel, key="k", signals=Signals(subject="为什么？")
        )
        return classify(submission, 5, rules)[0]

    assert {of(channel, Rulebook()) for channel in Channel} == {Kind.ENTRY}
    originals = Rulebook(channels=Channels(mail="original", post="original"))
    assert of(Channel.MAIL, originals) is Kind.ORIGINAL
    assert of(Channel.POST, originals) is Kind.ORIGINAL
    assert of(Channel.FILE, originals) is Kind.ENTRY


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("高清原片-【45载圳青春】", "【45载圳青春】"),
        ("高清原片【45载圳青春】", "【45载圳青春】"),
        ("[原片] 个人", "个人"),
        ("回复：高清原片：个人", "个人"),
        ("原片场的故事", "原片场的故事"),
        ("回复：个人", "回复：个人"),
        ("高清原片", "高清原片"),
        ("", ""),
    ],
)
def test_the_marker_of_an_original_is_taken_off(text: str, rest: str) -> None:
    assert strip_marker(text) == (rest, len(text) - len(rest))
