"""Large attachments behind links, as 163 and QQ write them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from contest.intake.links import links_in
from contest.intake.markup import read_page
from contest.model import FileKind, ReceivedFile

ZONE = ZoneInfo("Asia/Shanghai")
NETEASE = (
    "https://mail.163.com/large-attachment-download/index.html?p=X&amp;title=a&amp;file=AbC123"
)
QQ = "https://wx.mail.qq.com/ftn/download?func=3&amp;key=7f31&amp;code=9a2c"


def links(html: str) -> tuple[ReceivedFile, ...]:
    page = read_page(html)
    return links_in(page.text, page.anchors, ZONE)


def test_163_says_name_bytes_and_milliseconds() -> None:
    (file,) = links(
        f'<div id="divNeteaseBigAttach"><a href="{NETEASE}" download="{NETEASE}" '
        'filename="成片.mp4" filesize="3781934" expiretime="1669354526418">成片.mp4</a>'
        f'(3.61M, 2022年11月25日 13:35 到期)<a href="{NETEASE}">下载</a></div>'
    )
    assert (file.name, file.size, file.kind, file.video) == (
        "成片.mp4",
        3781934,
        FileKind.LINK,
        True,
    )
    assert file.url == NETEASE.replace("&amp;", "&")
    assert file.expires_at is not None
    assert file.expires_at.isoformat(timespec="minutes") == "2022-11-25T13:35+08:00"


def test_qq_says_seconds_and_the_name_in_the_text() -> None:
    (file,) = links(
        f'<div id="QQMailBigAttach"><a class="bigatt_bt" href="{QQ}"></a>'
        f'<a class="name_big" href="{QQ}"><span class="qqmailbgattach" expiretime="1631445507" '
        f'downloadlink="{QQ}">湾区日出.mov</span></a><span>(1.2G, 2021年9月12日 19:18 到期)</span>'
        f'<a href="{QQ}">进入下载页面</a></div>'
    )
    assert (file.name, file.size, file.video) == ("湾区日出.mov", int(1.2 * 2**30), True)
    assert file.expires_at == datetime(2021, 9, 12, 19, 18, 27, tzinfo=ZONE)


def test_plain_text_describes_a_link_in_front_of_it() -> None:
    url = "https://mail.qq.com/cgi-bin/ftnExs_download?k=0a1b&t=exs_ftn_download&code=ee44"
    (file,) = links_in(
        "从QQ邮箱发来的超大附件\n\n"
        f"等风来.mp4 (128.03M, 2025年09月24日 22:47 到期)进入下载页面：{url}\n",
        (),
        ZONE,
    )
    assert (file.name, file.size, file.url) == ("等风来.mp4", int(128.03 * 2**20), url)
    assert file.expires_at == datetime(2025, 9, 24, 22, 47, tzinfo=ZONE)


def test_every_known_address_is_known() -> None:
    urls = (
        "http://mail.126.com/large-attachment-download/index.html?file=1",
        "https://dashi.163.com/html/cloud-attachment-download/?key=1",
        "http://fs.163.com/fs/display/?p=X&file=1",
        "https://fs.qiye.163.com/fs/display/?p=X&file=2",
        "https://exmail.qq.com/cgi-bin/ftnExs_download?k=1&code=2",
        "https://iwx.mail.qq.com/ftn/download?func=3&key=1&code=2",
        "https://www.icloud.com/attachment/?u=x&f=IMG_1.MOV&sz=77",
        "https://pan.baidu.com/s/1abc?pwd=1234",
        "https://115cdn.com/s/sw1",
        "https://onedrive.live.com/?id=1",
        "https://wetransfer.com/downloads/1",
        "https://paper.sharepoint.com/:v:/g/personal/1",
    )
    found = links_in("\n".join(urls), (), ZONE)
    assert [file.url for file in found] == list(urls)
    assert (found[6].name, found[6].size) == ("IMG_1.MOV", 77)
    assert all(file.video for file in found)


def test_mail_drop_names_the_file_in_its_address() -> None:
    url = "https://www.icloud.com/attachment/?u=x&amp;f=a.mov&amp;sz=7"
    found = links(f'<a href="{url}">Click to Download</a>')
    assert [(file.name, file.size) for file in found] == [("a.mov", 7)]


def test_a_rule_of_css_is_no_link() -> None:
    style = "<style>#divNeteaseBigAttach, #divNeteaseBigAttach_bak{display:none;}</style>"
    assert links(style + '<a href="https://www.163.com/news">新闻</a>') == ()


def test_other_hosts_with_such_words_are_no_links() -> None:
    assert (
        links_in("https://mail.163.com.evil.example/large-attachment-download/?file=1", (), ZONE)
        == ()
    )
    assert (
        links_in(
            "https://evil.example/?u=https://mail.163.com/large-attachment-download/", (), ZONE
        )
        == ()
    )
    assert (
        links("<a href=\"javascript:x('https://wx.mail.qq.com/ftn/download?key=1')\">x</a>") == ()
    )


def test_a_link_that_never_expires_has_no_date() -> None:
    (file,) = links(f'<a href="{QQ}" expiretime="-1">a.mp4</a> (2M, 无限期)')
    assert (file.expires_at, file.size) == (None, 2 << 20)


def test_a_table_behind_a_link_is_no_video() -> None:
    (file,) = links(f'<a href="{QQ}">汇总表.xlsx</a>')
    assert not file.video


def test_two_files_are_two_links() -> None:
    other = QQ.replace("7f31", "8a00")
    assert [
        file.name for file in links(f'<a href="{QQ}">a.mp4</a><a href="{other}">b.mp4</a>')
    ] == [
        "a.mp4",
        "b.mp4",
    ]
