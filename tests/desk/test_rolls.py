"""Several videos and a table that names them (汇总表), as a department's secretary sends them."""

from __future__ import annotations

import io
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from running import contest
from small_mails import VIDEO

from contest.intake.rolls import Line, whose

HEADINGS = ("序号", "参与形式", "类别", "作品名称", "作者", "单位/部门", "文件名")
ROWS = [
    (1, "个人", "短视频", "夜班食堂", "张三", "编辑部", "1.mp4"),
    (2, "团队", "长视频", "梅林一日", "李四", "摄影部", "B.mov"),
    (3, "个人", "短视频", "夜班", "王五", "编辑部", ""),
]
TITLES = [
    "[个人]-[短视频]-[夜班食堂]-[张三+编辑部]",
    "[团队]-[长视频]-[梅林一日]-[李四+摄影部]",
    "[个人]-[短视频]-[夜班]-[王五+编辑部]",
]


def sheet(*rows: tuple[object, ...], above: int = 1) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    for _ in range(above):
        page.append(["编辑部报送作品汇总表"])
    for row in rows:
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def mail(folder: Path, subject: str, *files: tuple[str, bytes]) -> Path:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "secretary@press.example"
    message["Date"] = "Mon, 18 Aug 2025 10:00:00 +0800"
    message["Message-ID"] = "<1@press.example>"
    message.set_content("您好，现将我部作品报上。")
    for number, (name, data) in enumerate(files):
        video = name.endswith(("mp4", "mov"))
        message.add_attachment(
            data + bytes([number]) if video else data,
            maintype="video" if video else "application",
            subtype="mp4" if video else "octet-stream",
            filename=name,
        )
    path = folder / "mail.eml"
    path.write_bytes(message.as_bytes())
    return path


def validated(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = contest("validate", path, "--format", "json").json()["results"]
    return found


@pytest.mark.parametrize(
    "names",
    [
        ("1.mp4", "B.mov", "王五-夜班.mp4"),  # the table's file names, and a work's name
        ("夜班食堂（终版）.mp4", "《梅林一日》.mov", "夜班.mp4"),  # 夜班 is in 夜班食堂 too
        ("01.mp4", "02.mp4", "3.mp4"),  # the table's numbers
    ],
)
def test_every_video_gets_its_line(tmp_path: Path, names: tuple[str, ...]) -> None:
    table = ("汇总表.xlsx", sheet(HEADINGS, *ROWS))
    found = validated(mail(tmp_path, "报送作品", *((n, VIDEO) for n in names), table))
    assert [result["title"] for result in found] == TITLES
    assert [result["part"] for result in found] == list(names)
    assert [result["fields"]["department"] for result in found] == ["编辑部", "摄影部", "编辑部"]


def test_track_records_each_and_says_where_the_title_stood(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    contest("init", folder)
    table = ("汇总表.xlsx", sheet(HEADINGS, *ROWS))
    path = mail(tmp_path, "报送作品", ("1.mp4", VIDEO), ("B.mov", VIDEO), table)
    done = contest("--dir", folder, "track", path, "--format", "json").json()
    assert [result["entry"] for result in done["results"]] == [1, 2, 3]
    assert done["results"][2]["part"] == "汇总表.xlsx!5"
    assert "M301" in [finding["code"] for finding in done["results"][2]["findings"]]
    assert (
        contest("--dir", folder, "track", path, "--format", "json").json()["summary"]["unchanged"]
        == 3
    )
    assert "table" in contest("--dir", folder, "entries", "show", "2").out


def test_titles_in_file_names_come_before_the_table(tmp_path: Path) -> None:
    other = sheet(HEADINGS, (1, "团队", "长视频", "夜班食堂", "错名", "编辑部", ""), *ROWS[1:])
    files = [(f"{title}.mp4", VIDEO) for title in TITLES]
    found = validated(mail(tmp_path, "报送作品", *files, ("汇总表.xlsx", other)))
    assert [result["title"] for result in found] == TITLES


def test_a_title_in_the_subject_is_one_work_whatever_the_table_says(tmp_path: Path) -> None:
    table = ("汇总表.xlsx", sheet(HEADINGS, *ROWS))
    found = validated(mail(tmp_path, TITLES[0], ("1.mp4", VIDEO), ("2.mp4", VIDEO), table))
    assert [result["title"] for result in found] == [TITLES[0]]


def test_one_video_and_a_line_for_it(tmp_path: Path) -> None:
    csv = "\ufeff作品名称;作者;部门;形式;类别\r\n夜班食堂;张三;编辑部;个人;短视频\r\n".encode()
    (only,) = validated(mail(tmp_path, "投稿", ("IMG_1.mp4", VIDEO), ("报名表.csv", csv)))
    assert only["title"] == TITLES[0]


def test_whole_titles_in_a_table_of_gbk(tmp_path: Path) -> None:
    rows = "\r\n".join(["序号,标题,文件名", *(f"{n},{t},{n}.mp4" for n, t in enumerate(TITLES))])
    files = [(f"{n}.mp4", VIDEO) for n in range(3)]
    found = validated(mail(tmp_path, "投稿", *files, ("表.csv", rows.encode("gb18030"))))
    assert [result["title"] for result in found] == TITLES


def test_what_a_line_lacks_is_told(tmp_path: Path) -> None:
    table = sheet(
        ("作品名称", "作者", "类别"), ("甲作品", "张三", "短视频"), ("乙作品", "李四", "")
    )
    found = validated(
        mail(tmp_path, "投稿", ("甲作品.mp4", VIDEO), ("乙作品.mp4", VIDEO), ("a.xlsx", table))
    )
    assert [result["fields"]["work"] for result in found] == ["甲作品", "乙作品"]
    assert all(result["verdict"] == "returned" for result in found)


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04garbage", b"\xd0\xcf\x11\xe0" * 50, sheet(("预算", "金额"), ("车费", 3)),
     "作品名称\n\"".encode(), b"\x00" * (5 << 20)],
    ids=["empty", "broken", "ole", "other", "csv", "large"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["t.xlsx", "t.csv", "t.xls"])
def test_a_table_that_is_none_is_a_file_like_any_other(
    tmp_path: Path, name: str, data: bytes
) -> None:
    path = mail(tmp_path, "参赛作品", ("1.mp4", VIDEO), ("2.mp4", VIDEO), (name, data))
    done = contest("validate", path, "--format", "json")
    assert done.code == 1, done.err
    (only,) = done.json()["results"]
    assert "M303" in [finding["code"] for finding in only["findings"]]


def test_two_files_that_fit_one_line_take_it_once() -> None:
    lines = [Line("t!2", {"work": "微光"}), Line("t!3", {"work": "微光成炬"})]
    names = {0: "微光.mp4", 1: "微光 备份.mp4", 2: "微光成炬.mp4"}
    assert whose(lines, names) == {0: lines[0], 2: lines[1]}
