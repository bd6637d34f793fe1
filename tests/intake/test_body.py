"""The sender's own words, apart from the mail that he answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from contest.intake.markup import read_page
from contest.intake.quotes import own_words

from .mails import mail, part, read

LINK = "https://wx.mail.qq.com/ftn/download?func=3&key=1&code=2"


@pytest.mark.parametrize(
    "quoted",
    [
        "------------------ 原始邮件 ------------------\n发件人: a",
        "-----Original Message-----\nFrom: a",
        "---- 回复的原邮件 ----\n| 发件人 | a |",
        "发件人： 张三 <z@x.cn>\n发送时间： 昨天",
        "From: Zhang\nSent: yesterday\nTo: us",
        "在 2025年8月25日，23:50，张三 <z@x.cn> 写道：\n\n收到",
        "在2025年8月25日，张三\n<z@x.cn> 写道：\n\n收到",
        'At 2025-08-25 23:50:00, "张三" <z@x.cn> wrote:\n收到',
        "> 收到\n> 谢谢",
    ],
)
def test_what_is_quoted_is_cut_off(quoted: str) -> None:
    assert own_words(f"更正:作者为吴昊、林姗\n\n{quoted}\n") == "更正:作者为吴昊、林姗"


@pytest.mark.parametrize(
    "text", ["From: the desk of Zhou\nhello", "----\n短信", "他写道：你好\n是啊", "a > b\n5 > 3"]
)
def test_what_only_looks_so_stays(text: str) -> None:
    assert own_words(text) == text


def test_a_page_becomes_lines(tmp_path: Path) -> None:
    page = (
        "<style>p{color:red}</style><p>作者：周&amp;吴</p><div>电话<br>123</div>"
        '<blockquote type="cite">旧的</blockquote><!-- <p>nothing</p> -->'
    )
    raw = mail("投稿", part(page.encode(), b"text/html; charset=utf-8"))
    submission = read(tmp_path, raw).submission
    lines = [item.text for item in submission.candidates if item.where == "body"]
    assert lines == ["作者：周&吴", "电话", "123"]


def test_plain_text_goes_before_the_page_that_says_the_same(tmp_path: Path) -> None:
    raw = mail(
        "投稿", part(b"plain"), part(b"<p>page", b"text/html"), kind=b"multipart/alternative"
    )
    assert read(tmp_path, raw).submission.signals.body == "plain"


def test_only_the_first_lines_are_candidates_and_no_long_ones(tmp_path: Path) -> None:
    raw = mail("投稿", body=b"\r\n".join([b"x" * 300, *(b"line %d" % n for n in range(9))]))
    submission = read(tmp_path, raw).submission
    lines = [item.text for item in submission.candidates if item.where == "body"]
    assert lines == ["x" * 200, "line 0", "line 1", "line 2", "line 3"]


def test_links_of_the_quoted_mail_are_old(tmp_path: Path) -> None:
    body = f"谢谢\n\n-----原始邮件-----\n发件人: a\na.mp4 (1M, 2025年9月1日 10:00 到期) {LINK}\n"
    (quoted,) = read(tmp_path, mail("回复: 投稿", body=body.encode())).submission.files
    assert (quoted.url, quoted.old, quoted.video, quoted.linked) == (LINK, True, False, False)
    (passed_on,) = read(tmp_path, mail("转发: 投稿", body=body.encode())).submission.files
    assert (passed_on.url, passed_on.old, passed_on.video) == (LINK, False, True)


def test_a_link_that_is_sent_again_is_new(tmp_path: Path) -> None:
    body = f"重发 {LINK}\n\n-----原始邮件-----\n发件人: a\n{LINK}\n"
    page = f'<p>重发</p><p>-----原始邮件-----</p><a href="{LINK}">a.mp4</a>'.encode()
    raw = mail("回复: 投稿", part(body.encode()), part(page, b"text/html"))
    (file,) = read(tmp_path, raw).submission.files
    assert not file.old


def test_a_link_in_page_and_text_is_one(tmp_path: Path) -> None:
    page = f'<a href="{LINK}">a.mp4</a>'.encode()
    raw = mail("投稿", part(f"a.mp4 (1M, ) {LINK}".encode()), part(page, b"text/html"))
    received = read(tmp_path, raw)
    assert [file.name for file in received.submission.files] == ["a.mp4"]
    assert received.contents == (None,)


def test_a_tag_may_hold_a_bracket_in_its_quotes() -> None:
    (anchor,) = read_page('<a href="https://x/" filename="a>b.mp4">go</a>').anchors
    assert (anchor.attributes["filename"], anchor.label) == ("a>b.mp4", "go")
