"""Headers as Chinese mailers write them."""

from __future__ import annotations

import base64

import pytest

from contest.intake.charsets import decode
from contest.intake.words import LONGEST, decode_header, one_line

from .mails import word


def split_inside_a_character(text: str, charset: str, label: bytes) -> bytes:
    data = text.encode(charset)
    halves = data[:5], data[5:]
    return b"\r\n ".join(b"=?%s?B?%s?=" % (label, base64.b64encode(half)) for half in halves)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"plain", "plain"),
        (word("投稿"), "投稿"),
        (
            b"=?gb2312?B?" + base64.b64encode("朱镕基、李喆".encode("gb18030")) + b"?=",
            "朱镕基、李喆",
        ),
        (split_inside_a_character("参赛作品一件", "gb18030", b"gbk"), "参赛作品一件"),
        (split_inside_a_character("参赛作品一件", "utf-8", b"UTF-8"), "参赛作品一件"),
        ("原始八位GBK标题".encode("gbk"), "原始八位GBK标题"),
        ("原始 UTF-8 标题".encode(), "原始 UTF-8 标题"),
        (b"=?utf-8*zh-CN?B?" + base64.b64encode("投稿".encode()) + b"?=", "投稿"),
        (b"=?utf-8?Q?=E6=8A=95_=E7=A8=BF?=", "投 稿"),
        (b"Re: " + word("投稿") + b" 3", "Re: 投稿 3"),
        (word("甲") + b"\r\n\t" + word("乙"), "甲乙"),
        (word("甲") + b" " + word("乙", "gb18030"), "甲乙"),
        (b"=?gb2312?B?xrfFxg==?=(final)", "品牌(final)"),
        (b"folded\r\n line", "folded line"),
    ],
)
def test_a_header_is_read_as_it_was_meant(raw: bytes, text: str) -> None:
    assert decode_header(raw) == (text, True)


def test_base64_cut_between_words_goes_on_in_the_next_one() -> None:
    text = base64.b64encode("一封投稿邮件".encode())
    raw = b"=?utf-8?B?%s?=\r\n =?utf-8?B?%s?=" % (text[:6], text[6:])
    assert decode_header(raw) == ("一封投稿邮件", True)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?x-nobody-knows?B?" + base64.b64encode("投稿".encode()) + b"?=", "投稿"),
        (b"=?punycode?Q?abc?=", "abc"),
        (b"=?zip?Q?abc?=", "abc"),
        (b"=?utf-8?B?" + base64.b64encode("投稿作品".encode()[:-1]) + b"?=", "投稿作\ufffd"),
        (b"=?utf-8?B?" + base64.b64encode("投稿作品说明".encode("gbk")) + b"?=", "投稿作品说明"),
    ],
)
def test_a_wrong_label_is_a_doubt_but_never_an_exception(raw: bytes, text: str) -> None:
    assert decode_header(raw) == (text, False)


@pytest.mark.parametrize(
    "raw", [b"=?utf-8?B?abc", b"=?utf-8?B?%%%?=", b"=?", b"\xff\xfe=?a?q?=?=", b""]
)
def test_broken_words_stay_text(raw: bytes) -> None:
    text, _ = decode_header(raw)
    text.encode("utf-8")


def test_no_surrogate_comes_through_even_from_utf_7() -> None:
    text, _ = decode_header(b"=?utf-7?Q?+2AA-?=")
    text.encode("utf-8")


def test_a_hidden_line_break_stays_data_and_a_subject_stays_a_line() -> None:
    text, _ = decode_header(word("投稿\r\nBcc: all@example.com"))
    assert "\r\nBcc:" in text
    assert one_line(text) == "投稿 Bcc: all@example.com"


def test_a_bomb_of_words_is_cut() -> None:
    text, _ = decode_header(b"=?utf-8?B?5oiR?=\n " * 17_000)
    assert len(text) == LONGEST


@pytest.mark.parametrize(
    ("text", "charset", "sure"),
    [
        ("Formação de Verão", "latin-1", False),
        ("Café com amigos", "latin-1", False),
        ("Müller und Söhne", "cp1252", False),
        ("résumé", "latin-1", False),
        ("Vlog片头", "gbk", True),  # valid UTF-8 by accident: VlogƬͷ
        ("片", "gbk", True),
        ("iPhone拍", "gbk", True),
        ("T恤", "gbk", True),
        ("Привет", "utf-8", True),
        ("Łódź", "utf-8", True),
        ("שלום", "utf-8", True),
    ],
)
def test_bytes_without_a_label_are_read_as_they_were_meant(
    text: str, charset: str, sure: bool
) -> None:
    assert decode(text.encode(charset)) == (text, sure)
