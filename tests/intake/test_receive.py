"""Sources: what is read, what is passed over, what can't be opened."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from contest.intake import Item, PassedOver, Received, Unreadable, receive
from contest.intake.archives import DAMAGED
from contest.model import Channel, Fault, Submission
from contest.rules import Rulebook

from .mails import MP4, TITLE, mail

NOON = datetime(2025, 8, 24, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def items(*sources: Path | str, stdin: bytes = b"", given: datetime | None = None) -> list[Item]:
    found: Iterator[Item] = receive(
        [str(source) for source in sources],
        stdin=io.BytesIO(stdin),
        given=given,
        rules=Rulebook(),
    )
    return list(found)


def only(found: list[Item]) -> Submission:
    (item,) = found
    assert isinstance(item, Received)
    return item.submission


def write(path: Path, raw: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    write(tmp_path / "b.EML", mail("b"))
    write(tmp_path / "a" / "z.eml", mail("az"))
    write(tmp_path / "c.mp4", MP4)
    write(tmp_path / "d.csv", "标题,链接\n丁,https://x/1\n".encode())
    write(tmp_path / "e.csv", b"name,phone\nx,1\n")
    write(tmp_path / "f.txt", b"a title\n")
    write(tmp_path / "g.expected.json", b"{}")
    write(tmp_path / ".hidden.eml", mail("h"))
    write(tmp_path / "empty.eml", b"")
    (tmp_path / "link.eml").symlink_to(tmp_path / "b.EML")
    told = [
        item.submission.signals.subject or item.submission.faults[0].code
        if isinstance(item, Received)
        else (Path(item.source).name, item.why if isinstance(item, PassedOver) else item.reason)
        for item in items(tmp_path)
    ]
    assert told == [
        (".hidden.eml", "hidden"),
        "az",
        "b",
        "c",
        "丁",
        ("e.csv", "other"),
        "S101",
        ("f.txt", "other"),
        ("g.expected.json", "other"),
        ("link.eml", "link"),
    ]


def test_a_maildir_is_its_new_and_current_mails(tmp_path: Path) -> None:
    for name in ("cur", "new", "tmp"):
        (tmp_path / "box" / name).mkdir(parents=True)
    write(tmp_path / "box/cur/1.host:2,S", mail("seen"))
    write(tmp_path / "box/new/2.host", mail("new"))
    write(tmp_path / "box/tmp/3.host", mail("unfinished"))
    found = [item.submission for item in items(tmp_path) if isinstance(item, Received)]
    assert [submission.signals.subject for submission in found] == ["seen", "new"]
    assert found[0].source == str(tmp_path / "box/cur/1.host:2,S")


def test_an_mbox_is_split_at_its_from_lines(tmp_path: Path) -> None:
    mails = [mail(f"m{number}", body=b"x\n\nFrom here on, text\n\n") for number in range(3)]
    line = b"From a@b.c Mon Aug 25 23:58:10 2025\n"
    path = write(tmp_path / "in.mbox", b"\n".join(line + raw for raw in mails))
    found = [item for item in items(path) if isinstance(item, Received)]
    assert [item.submission.signals.subject for item in found] == ["m0", "m1", "m2"]
    assert [item.submission.part for item in found] == ["1", "2", "3"]
    for item, raw in zip(found, mails, strict=True):
        assert item.raw is not None
        assert b"".join(item.raw()) == raw
    alone = only(items(write(tmp_path / "one.eml", mails[1])))
    assert alone.key == found[1].submission.key


def test_an_mbox_across_pieces(tmp_path: Path) -> None:
    line = b"From a@b.c Mon Aug 25 23:58:10 2025\r\n"
    raw = b"".join(
        line + mail("m", body=b"y" * size) + b"\r\n\r\n" for size in (1 << 20, 99, 700_000)
    )
    for pad in range(0, 40, 7):
        path = write(tmp_path / "in.mbox", line + mail("p", body=b"z" * pad) + b"\r\n\r\n" + raw)
        assert len(items(path)) == 4


MARKS = [
    b"From a@b.c Mon Aug 25 23:58:10 2025",
    b"From a@b.c Mon Aug  5 23:58 2025",
    b"From 1841@xxx Mon Aug 25 23:58:10 +0800 2025",
    b"From a@b.c Mon Aug 25 23:58:10 CST 2025",
    b"From a@b.c Mon Aug 25 23:58:10 2025 +0800",
    b'From "a b"@c.d Mon Aug 25 23:58:10 2025',
    b"From a@b.c  Mon, 25 Aug 2025 23:58:10 +0800",
    b"From - Mon Aug 25 23:58:10 2025",
    b"From ",
]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("line", MARKS)
def test_the_from_lines_of_mailers(tmp_path: Path, line: bytes, end: bytes) -> None:
    raw = end.join([line, mail("one"), b"", line, mail("two"), b""])
    found = [item for item in items(write(tmp_path / "in.mbox", raw)) if isinstance(item, Received)]
    assert [item.submission.signals.subject for item in found] == ["one", "two"]


@pytest.mark.parametrize(
    "sentence",
    [
        b"From 10:00 to 12:00 we filmed.",
        b"From Monday to Friday, 10:00 - 12:00",
        b"From here Mon Aug 25 10:00 on",
        b"From Mon Aug 25 10:00:00 2025 on we filmed.",
        b"From \nhere on",
    ],
)
@pytest.mark.parametrize("line", MARKS)
def test_a_sentence_splits_no_mail(tmp_path: Path, line: bytes, sentence: bytes) -> None:
    body = mail("one", body=b"x\n\n" + sentence + b"\ny")
    path = write(tmp_path / "in.mbox", b"\n".join([line, body, b"", line, mail("two"), b""]))
    one, two = (item for item in items(path) if isinstance(item, Received))
    assert one.raw is not None
    assert b"".join(one.raw()).rstrip() == body
    assert two.submission.signals.subject == "two"


def test_named_things_are_sniffed_at(tmp_path: Path) -> None:
    assert only(items(write(tmp_path / "mail.bak", mail("m")))).channel is Channel.MAIL
    assert only(items(write(tmp_path / "tcmime.1.bin", MP4))).channel is Channel.FILE
    nonsense = only(items(write(tmp_path / "notes.odt", b"PK whatever")))
    assert [fault.code for fault in nonsense.faults] == ["S102"]
    assert items(write(tmp_path / "e.csv", b"name,phone\n")) == [
        Unreadable(str(tmp_path / "e.csv"), "not-a-list")
    ]
    assert items(write(tmp_path / "a.zip", b"PK")) == [Unreadable(str(tmp_path / "a.zip"), DAMAGED)]
    assert only(items(write(tmp_path / "a.xlsx", b"PK"))).faults == (Fault("S102"),)


def test_titles_on_standard_input() -> None:
    submission = only(items("-", stdin=TITLE.encode()))
    assert (submission.source, submission.part) == ("-", "1")
    assert [fault.code for fault in only(items("-")).faults] == ["S101"]
    assert list(receive(["-"], stdin=None, given=None, rules=Rulebook())) == [
        Unreadable("-", "absent")
    ]


def test_a_line_without_end_is_cut() -> None:
    submission = only(items("-", stdin=b"x" * (3 << 20)))
    assert [fault.code for fault in submission.faults] == ["S104"]


@pytest.mark.parametrize(
    "line",
    [b"From - ", b"From 1844347792267117879@xxx", b"From MAILER-DAEMON", MARKS[0], MARKS[6]],
)
@pytest.mark.parametrize("gap", [b"", b"\n"])
def test_a_from_line_is_told_by_the_header_behind_it(
    tmp_path: Path, line: bytes, gap: bytes
) -> None:
    raw = b"".join([line, b"\n", mail("one"), b"\n", gap, line, b"\n", mail("two")])
    found = [item for item in items(write(tmp_path / "in.mbox", raw)) if isinstance(item, Received)]
    assert [item.submission.signals.subject for item in found] == ["one", "two"]


@pytest.mark.parametrize(
    "sentence", [b"From Russia with love\nYear: 1963", b"From me:\nDate of birth", b"From -\n\nx"]
)
def test_a_sentence_with_a_colon_below_splits_no_mail(tmp_path: Path, sentence: bytes) -> None:
    raw = MARKS[0] + b"\n" + mail("one", body=b"x\n" + sentence + b"\n")
    assert len(items(write(tmp_path / "in.mbox", raw))) == 1


@pytest.mark.parametrize(("name", "number"), [("content-length", 29), ("issue1189", 4)])
def test_the_mailboxes_of_others_are_split_whole(tmp_path: Path, name: str, number: int) -> None:
    folder = (
        Path(__file__).parents[3]
        / "shared/corpus/mail"
        / "jstedfast+MimeKit/UnitTests/TestData/mbox"
    )
    if not folder.is_dir():
        pytest.skip("the shared mails are not there")
    path = write(tmp_path / "in.mbox", (folder / f"{name}.mbox.txt").read_bytes())
    assert len(items(path)) == number


def test_a_mail_or_a_mailbox_named_txt_is_no_list_of_titles(tmp_path: Path) -> None:
    (one,) = items(write(tmp_path / "mail.txt", mail("one")))
    assert isinstance(one, Received)
    assert one.submission.channel is Channel.MAIL
    box = b"\n".join([MARKS[0], mail("one"), b"", MARKS[0], mail("two"), b""])
    assert len(items(write(tmp_path / "box.txt", box))) == 2
    titles = "Subject: a film\n[个人]-[短视频]-[微光]-[张三+编辑部]\n".encode()
    assert len(items(write(tmp_path / "titles.txt", titles))) == 2


def test_the_bytes_of_a_mail_in_an_mbox_are_kept_as_they_lie_there(tmp_path: Path) -> None:
    raw = mail("one", body=b"x\n\n>From here on, text\n")
    (item,) = items(write(tmp_path / "in.mbox", MARKS[0] + b"\n" + raw))
    assert isinstance(item, Received)
    assert item.raw is not None
    assert b"".join(item.raw()) == raw
    assert item.submission.key == "mail:" + hashlib.sha256(raw).hexdigest()
    assert "From here on" in item.submission.signals.body


def test_a_mark_of_utf8_hides_neither_mail_nor_mailbox(tmp_path: Path) -> None:
    mark = b"\xef\xbb\xbf"
    one = write(tmp_path / "one.txt", mark + mail("甲"))
    box = b"From -\r\n" + mail("甲") + b"\r\nFrom -\r\n" + mail("乙")
    both = [write(tmp_path / name, mark + box) for name in ("two.txt", "two.dat")]
    assert only(items(one)).signals.subject == "甲"
    for path in both:
        found = [i.submission.signals.subject for i in items(path) if isinstance(i, Received)]
        assert found == ["甲", "乙"]


def test_the_folders_of_a_maildir_lie_in_it_under_names_with_a_dot(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / ".投稿", tmp_path / ".投稿.旧"):
        for name in ("cur", "new", "tmp"):
            (place / name).mkdir(parents=True)
    write(tmp_path / "cur" / "1:2,S", mail("甲"))
    write(tmp_path / ".投稿" / "new" / "1", mail("乙"))
    write(tmp_path / ".投稿.旧" / "cur" / "1:2,", mail("丙"))
    (tmp_path / ".cache").mkdir()
    found = items(tmp_path)
    subjects = [i.submission.signals.subject for i in found if isinstance(i, Received)]
    assert sorted(subjects) == ["丙", "乙", "甲"]
    assert PassedOver(str(tmp_path / ".cache"), "hidden") in found
