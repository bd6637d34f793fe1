"""One mail: its subject, sender, files, times, and what is wrong with it."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from contest.intake.base import Received
from contest.intake.mail import read_mail, read_mails
from contest.intake.stretch import whole
from contest.intake.terms import Terms, terms_of
from contest.model import Channel, Clock, Sender
from contest.rules import Rulebook

from .mails import MP4, OWN_HOSTS, TITLE, contents, joined, mail, part, read, video, word

ZONE = ZoneInfo("Asia/Shanghai")
TERMS = terms_of(Rulebook(), None)


def names(tmp_path: Path, raw: bytes) -> list[tuple[str, bool]]:
    return [(file.name, file.video) for file in read(tmp_path, raw).submission.files]


def codes(tmp_path: Path, raw: bytes) -> list[tuple[str, dict[str, object]]]:
    return [(fault.code, dict(fault.args)) for fault in read(tmp_path, raw).submission.faults]


def test_a_mail_with_a_video(tmp_path: Path) -> None:
    raw = mail(TITLE, part("投稿，请查收".encode()), video(b'"' + word("印刷厂.mp4") + b'"'))
    received = read(tmp_path, raw)
    submission = received.submission
    assert submission.channel is Channel.MAIL
    assert submission.key == "mail:" + hashlib.sha256(raw).hexdigest()
    assert submission.sender == Sender("Zhou", "zhou@163.com")
    assert [(item.where, item.text) for item in submission.candidates] == [
        ("subject", TITLE),
        ("file", "印刷厂"),
        ("body", "投稿，请查收"),
    ]
    (file,) = submission.files
    assert (file.name, file.size, file.video) == ("印刷厂.mp4", len(MP4), True)
    assert contents(received) == MP4
    assert received.raw is not None
    assert b"".join(received.raw()) == raw
    assert submission.faults == ()


def test_apple_mail_hides_the_video_in_the_alternative(tmp_path: Path) -> None:
    inside = (
        part(b"<p>hi</p>", b"text/html")
        + b"\r\n--in\r\n"
        + video(b"IMG_4821.MOV", kind=b"video/quicktime").replace(b"attachment;", b"inline;")
    )
    mixed = b'Content-Type: multipart/mixed; boundary="in"\r\n\r\n--in\r\n%s\r\n--in--' % inside
    raw = mail(TITLE, part(b"hi"), mixed, kind=b"multipart/alternative")
    assert names(tmp_path, raw) == [("IMG_4821.MOV", True)]
    assert all(item.where != "file" for item in read(tmp_path, raw).submission.candidates)


def test_a_mail_may_be_nothing_but_a_video(tmp_path: Path) -> None:
    raw = mail(TITLE, headers=b"Content-Type: video/mp4; name=a.mp4\r\n", body=MP4)
    received = read(tmp_path, raw)
    assert names(tmp_path, raw) == [("a.mp4", True)]
    assert contents(received) == MP4


def test_first_bytes_tell_a_video_that_nothing_else_tells(tmp_path: Path) -> None:
    raw = mail(TITLE, video(b"tcmime.1234.5678.bin", kind=b"application/octet-stream"))
    assert names(tmp_path, raw) == [("tcmime.1234.5678.bin", True)]
    other = mail(TITLE, video(b"a.bin", b"no video", kind=b"application/octet-stream"))
    assert names(tmp_path, other) == [("a.bin", False)]


def test_a_picture_of_the_signature_is_no_file_but_an_attached_one_is(tmp_path: Path) -> None:
    logo = part(b"GIF89a", b"image/gif; name=logo.gif", b"Content-ID: <logo@x>\r\n")
    photo = part(b"JPEG", b"image/jpeg; name=photo.jpg", b"Content-Disposition: attachment\r\n")
    page = part(b'<img src="cid:logo@x">', b"text/html")
    assert names(tmp_path, mail(TITLE, page, logo, photo)) == [("photo.jpg", False)]


def test_a_named_text_is_a_file(tmp_path: Path) -> None:
    raw = mail(TITLE, part(b"hi"), part(b"a,b", b"text/csv; name=list.csv"))
    assert names(tmp_path, raw) == [("list.csv", False)]


def test_a_boundary_may_have_blanks_behind_it_but_no_letters(tmp_path: Path) -> None:
    raw = mail(TITLE, part(b"hi"), video()).replace(b"\r\n--=_b\r\n", b"\r\n--=_b \t\r\n")
    assert names(tmp_path, raw) == [("a.mp4", True)]
    raw = mail(TITLE, part(b"--=_b2 is no boundary\r\n--=_"), video())
    assert len(names(tmp_path, raw)) == 1


def test_line_breaks_of_unix_change_nothing(tmp_path: Path) -> None:
    raw = mail(TITLE, part(b"hi"), video()).replace(b"\r\n", b"\n")
    assert contents(read(tmp_path, raw)) == MP4


def test_a_mail_cut_on_the_way_says_which_file_suffered(tmp_path: Path) -> None:
    raw = mail(TITLE, part(b"hi"), video())
    assert codes(tmp_path, raw[:-200]) == [("S105", {"name": "a.mp4"})]


@pytest.mark.parametrize(
    ("raw", "code"), [(b"", "S101"), (MP4, "S102"), (b"Hello\n\nWorld", "S102")]
)
def test_what_is_no_mail_says_so(tmp_path: Path, raw: bytes, code: str) -> None:
    received = read(tmp_path, raw)
    assert [fault.code for fault in received.submission.faults] == [code]
    assert received.raw is None


def test_a_subject_that_is_a_guess_says_so(tmp_path: Path) -> None:
    assert codes(tmp_path, mail(b"=?klingon?Q?nuqneH?=")) == [("S103", {"header": "subject"})]


def test_limits_are_kept_and_what_could_be_read_is_there(tmp_path: Path) -> None:
    raw = mail(TITLE, *[part(b"x")] * 3_000)
    assert codes(tmp_path, raw) == [("S104", {"what": "parts"})]
    long = mail(TITLE, headers=b"X-Long: " + b"x" * 70_000 + b"\r\n")
    assert codes(tmp_path, long) == [("S104", {"what": "header"})]
    many = mail(TITLE, headers=b"X-Many: y\r\n" * 120_000)
    assert codes(tmp_path, many) == [("S104", {"what": "headers"})]
    assert read(tmp_path, many).submission.signals.subject == TITLE


def all_of(tmp_path: Path, raw: bytes) -> list[Received]:
    path = tmp_path / "several.eml"
    path.write_bytes(raw)
    return list(read_mails(whole(str(path)), None, TERMS))


def nested(outer_subject: str, inner: bytes, *more: bytes) -> bytes:
    return mail(outer_subject, part(b"FYI"), part(inner, b"message/rfc822"), *more)


def test_of_a_mail_passed_on_as_attachment_the_inner_one_counts(tmp_path: Path) -> None:
    inner = mail(TITLE, part("食堂阿姨".encode()), video())
    inner = inner.replace(b"--=_b", b"--=_inner").replace(b"Zhou <zhou@163.com>", b"Luo <luo@x.cn>")
    raw = nested("转发: " + TITLE, inner).replace(
        b"MIME-Version", b"Date: Mon, 25 Aug 2025 20:14:00 +0800\r\nMIME-Version", 1
    )
    submission = read(tmp_path, raw).submission
    assert submission.candidates[0].text == TITLE
    assert submission.signals.subject == "转发: " + TITLE
    assert submission.sender == Sender("Luo", "luo@x.cn")
    assert [file.name for file in submission.files] == ["a.mp4"]
    assert submission.times.received_at == datetime(2025, 8, 25, 20, 14, tzinfo=ZONE)
    assert codes(tmp_path, raw) == [("S110", {"subject": TITLE})]


def test_a_mail_with_a_video_of_its_own_passes_nothing_on(tmp_path: Path) -> None:
    raw = nested(TITLE, mail("比赛通知", body=b"come one, come all"), video())
    submission = read(tmp_path, raw).submission
    assert submission.signals.subject == TITLE
    assert [item.text for item in submission.candidates] == [TITLE, "FYI"]
    assert submission.faults == ()


def test_no_file_of_several_nested_mails_is_lost(tmp_path: Path) -> None:
    inner = [
        mail(f"第{number}件", video(b"%d.mp4" % number)).replace(b"--=_b", b"--=_%d" % number)
        for number in (1, 2)
    ]
    raw = nested("两件", inner[0], part(inner[1], b"message/rfc822"))
    one, two = all_of(tmp_path, raw)
    assert [file.name for file in one.submission.files] == ["1.mp4"]
    assert [file.name for file in two.submission.files] == ["2.mp4"]
    assert (one.submission.candidates[0].text, one.submission.part) == ("第1件", "1")
    assert (two.submission.candidates[0].text, two.submission.part) == ("第2件", "2")
    assert one.submission.key != two.submission.key
    more = nested("三件", inner[0], part(mail("说明", body=b"x"), b"message/rfc822"))
    assert names(tmp_path, more) == [("1.mp4", True)]


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Type: message/rfc822\r\n",
        b'Content-Type: application/octet-stream; name="a.eml"\r\n',
        b'Content-Type: message/rfc822; name="a.eml"\r\nContent-Disposition: attachment\r\n',
    ],
)
def test_a_mail_passed_on_in_base64_is_read(tmp_path: Path, head: bytes) -> None:
    inner = mail(TITLE, video()).replace(b"--=_b", b"--=_inner")
    attached = head + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(inner)
    (received,) = all_of(tmp_path, mail("转发", part(b"FYI"), attached))
    assert received.submission.candidates[0].text == TITLE
    assert [file.name for file in received.submission.files] == ["a.mp4"]
    (content,) = received.contents
    assert content is not None
    assert b"".join(content()) == MP4


def test_what_is_named_eml_and_is_no_mail_is_a_file(tmp_path: Path) -> None:
    attached = part(b"no mail at all", b'application/octet-stream; name="a.eml"')
    assert names(tmp_path, mail(TITLE, attached)) == [("a.eml", False)]


def test_a_bounce_does_not_speak_for_the_mail_it_returns(tmp_path: Path) -> None:
    raw = mail("退信", part(mail(TITLE, body=b"x"), b"message/rfc822"), kind=b"multipart/report")
    submission = read(tmp_path, raw).submission
    assert submission.signals.automatic == "bounce"
    assert TITLE not in {item.text for item in submission.candidates}


LATE = (
    b"Received: from x by gzga-mx-1 (Coremail) with SMTP id 1;\r\n"
    b"\tTue, 26 Aug 2025 00:00:41 +0800 (CST)\r\n"
    b"Date: Mon, 25 Aug 2025 23:58:10 +0800\r\n"
)


def test_the_provider_s_clock_goes_before_the_sender_s(tmp_path: Path) -> None:
    times = read(tmp_path, mail(TITLE, headers=LATE), OWN_HOSTS).submission.times
    assert times.received_by is Clock.RECEIVED
    assert times.received_at == times.hop == datetime(2025, 8, 26, 0, 0, 41, tzinfo=ZONE)
    assert times.sent_at == datetime(2025, 8, 25, 23, 58, 10, tzinfo=ZONE)


def test_without_a_clock_of_the_provider_the_sender_s_date_is_all_there_is(tmp_path: Path) -> None:
    raw = mail(TITLE, headers=LATE.replace(b"Coremail", b"elsewhere"))
    times = read(tmp_path, raw, OWN_HOSTS).submission.times
    assert (times.received_by, times.received_at) == (Clock.DATE, times.sent_at)
    assert read(tmp_path, mail(TITLE), OWN_HOSTS).submission.times.received_by is None


def test_a_given_time_overrides_every_clock(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(mail(TITLE, headers=LATE))
    given = datetime(2025, 8, 24, 12, tzinfo=ZONE)
    times = read_mail(whole(str(path)), None, Terms(ZONE, given)).submission.times
    assert (times.received_by, times.received_at) == (Clock.GIVEN, given)
    assert times.hop is not None


def test_thread_and_identity(tmp_path: Path) -> None:
    headers = b"Message-ID: <3@x>\r\nIn-Reply-To: <2@x>\r\nReferences: <1@x>\r\n <2@x>\r\n"
    submission = read(tmp_path, mail("更正", headers=headers)).submission
    assert submission.message_id == "3@x"
    assert submission.references == ("2@x", "1@x")
    assert submission.signals.reply


@pytest.mark.parametrize(
    ("raw", "sender"),
    [
        (b'"' + word("周启明") + b'" <z@x.cn>', Sender("周启明", "z@x.cn")),
        (word("周启明") + b"<z@x.cn>", Sender("周启明", "z@x.cn")),
        ("周启明 <z@x.cn>".encode("gbk"), Sender("周启明", "z@x.cn")),
        (b"z@x.cn (Zhou)", Sender("Zhou", "z@x.cn")),
        (b"<z@x.cn>", Sender("", "z@x.cn")),
        (b'"a@b.c" <z@x.cn>, <y@x.cn>', Sender("a@b.c", "z@x.cn")),
        (b"", None),
    ],
)
def test_senders(tmp_path: Path, raw: bytes, sender: Sender | None) -> None:
    mailed = mail(TITLE).replace(b"Zhou <zhou@163.com>", raw)
    assert read(tmp_path, mailed).submission.sender == sender


def test_two_parts_joined_are_what_a_mailer_writes() -> None:
    assert joined(b"a", b"b", boundary=b"x") == b"--x\r\na\r\n--x\r\nb\r\n--x--\r\n"


def test_a_server_s_time_that_can_not_be_read_is_told(tmp_path: Path) -> None:
    raw = mail(TITLE, headers=LATE).replace(b"26 Aug 2025 00:00:41 +0800 (CST)", b"26 Agosto")
    assert codes(tmp_path, raw) == [("D111", {"value": "Tue, 26 Agosto"})]
    assert read(tmp_path, raw).submission.times.received_by is Clock.DATE


def test_a_mail_sent_in_pieces_is_read_from_its_first(tmp_path: Path) -> None:
    inside = mail("[个人]-[短视频]-[微光]-[张三+编辑部]", part(b"text"), video())
    head, _, body = inside.partition(b"\r\n\r\n")
    outer = b"Subject: part 1\r\nFrom: a@example.com\r\nContent-Type: message/partial; "
    raw = outer + b'id="x"; number=%d; total=2\r\n\r\n' + head + b"\r\n\r\n" + body[:-30]
    first = read(tmp_path, raw % 1).submission
    assert "微光" in first.candidates[0].text
    assert [file.name for file in first.files] == ["a.mp4"]
    second = read(tmp_path, raw % 2).submission
    assert [item.text for item in second.candidates if item.where == "subject"] == ["part 1"]


def test_a_letter_behind_an_unknown_byte_is_not_swallowed(tmp_path: Path) -> None:
    name = b"filename*=iso-2022-jp'ja'Dij%8aat.mp4\r\n"
    raw = mail("x", part(MP4, b"video/mp4", b"Content-Disposition: attachment; " + name))
    (file,) = read(tmp_path, raw).submission.files
    assert file.name == "Dij\ufffdat.mp4"


def test_the_hash_of_the_raw_bytes_holds_as_long_as_the_file_does(tmp_path: Path) -> None:
    path = tmp_path / "large.eml"
    path.write_bytes(mail("x", part(b"A" * (2 << 20))))
    (received,) = read_mails(whole(str(path)), None, terms_of(Rulebook(), None))
    assert received.digest is not None
    assert received.digest() == hashlib.sha256(path.read_bytes()).hexdigest()
    with path.open("r+b") as file:
        file.write(b"S")
    assert received.digest() is None
    path.unlink()
    assert received.digest() is None
