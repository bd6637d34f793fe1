"""File names, in every form in which they arrive."""

from __future__ import annotations

import pytest

from contest.intake.parameters import split_value, text_of

from .mails import word


def filename(raw: bytes) -> str | None:
    return text_of(split_value(b"attachment; " + raw)[1], "filename")[0]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b'filename="a.mp4"', "a.mp4"),
        (b"filename=my video final.mp4", "my video final.mp4"),
        (b"filename=my video.mp4; size=3", "my video.mp4"),
        (b'filename="' + word("成片.mp4") + b'"', "成片.mp4"),
        (b"filename=" + word("成片.mp4"), "成片.mp4"),
        (b'filename="' + word("成") + b"\r\n " + word("片.mp4") + b'"', "成片.mp4"),
        (b"filename*=utf-8''%E6%88%90%E7%89%87.mp4", "成片.mp4"),
        (b"filename*=GB2312'zh-cn'%B3%C9%C6%AC.mp4", "成片.mp4"),
        (b"filename*0*=utf-8''%E6%88;\r\n filename*1*=%90;\r\n filename*2=.mp4", "成.mp4"),
        (b'filename*0="part one ";filename*1="part two.mp4"', "part one part two.mp4"),
        (b"filename=\"x.mp4\"; filename*=utf-8''%E6%88%90.mp4", "成.mp4"),
        ('filename="成片.mp4"'.encode("gbk"), "成片.mp4"),
        ('filename="成片.mp4"'.encode(), "成片.mp4"),
        (rb'filename="a \"b\".mp4"', 'a "b".mp4'),
        (rb'filename="..\..\x.mp4"', r"..\..\x.mp4"),
        (b'filename="../../etc/cron.d/x"', "../../etc/cron.d/x"),
        (b'filename="unclosed.mp4', "unclosed.mp4"),
        (b'FileName = "a;b.mp4" ; size=1', "a;b.mp4"),
        (b"size=1", None),
        (b"", None),
    ],
)
def test_a_file_name_is_read_as_it_was_meant(raw: bytes, name: str | None) -> None:
    assert filename(raw) == name


def test_control_characters_of_a_name_are_kept_as_data() -> None:
    assert filename(word("a\n\0.mp4").join([b'filename="', b'"'])) == "a\n\0.mp4"


def test_a_name_that_could_not_be_read_is_a_doubt() -> None:
    parameters = split_value(b"attachment; filename*=utf-8''%B3%C9%C6%AC%B3%C9.mp4")[1]
    assert text_of(parameters, "filename") == ("成片成.mp4", False)


def test_thousands_of_sections_are_no_trouble() -> None:
    raw = b"".join(b"filename*%d*=%%41;" % number for number in range(20_000))
    assert set(filename(raw) or "") == {"A"}
