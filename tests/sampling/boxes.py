"""What comes in other vessels than a single mail: posts as a table, an mbox, a Maildir."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import datetime

from .clips import Clip
from .desktop import foxmail, iphone, thunderbird
from .mail import SHENZHEN, Client, File, Mail, Person, at
from .webmail import netease, wecom

POSTS = (
    (
        "#45载圳青春#[团队] - [长视频] - [微光成炬,爱在梅林] 这是一个关于老龄的故事…",
        "梅林小蜜蜂",
        "2025-08-13 19:42:10",
        "07:43",
        326,
    ),
    (
        "#45载圳青春 45岁生日快乐,我的深圳!最想对你说……",
        "鹏城拾光",
        "2025-08-15 12:08:33",
        "01:18",
        87,
    ),
    (
        "#45载圳青春#夏日傍晚,孩子们在深圳市民中心广场上放风筝…",
        "莲花山下",
        "2025-08-16 18:55:47",
        "00:12",
        41,
    ),
    (
        "今年是深圳经济特区建立45周年。…#45载圳青春#",
        "海边的报亭",
        "2025-08-18 08:30:02",
        "00:39",
        152,
    ),
)
"""The four posts of the brief: text, invented nickname, time, length, likes."""


def posts_csv() -> bytes:
    """The posts as the app's back office exports them: UTF-8 with BOM, as Excel wants it."""
    target = io.StringIO()
    table = csv.writer(target)
    table.writerow(("内容", "昵称", "发布时间", "链接", "时长", "点赞数"))
    for number, (text, nickname, when, length, likes) in enumerate(POSTS, 1001):
        url = f"https://posts.example/pengyouquan/{number}"
        table.writerow((text, nickname, when, url, length, likes))
    return target.getvalue().encode("utf-8-sig")


MBOX: tuple[tuple[Client, Mail], ...] = (
    (
        foxmail,
        Mail(
            Person("夏至柔", "xiazhirou@press.example"),
            "【报家生活秀】-[个人]-[短视频]-[工位上的绿植]-[夏至柔+财经新闻部]",
            at("08-20 14:20:18"),
            "附件为参赛作品,请查收。\n",
            (
                File(
                    "工位上的绿植.mp4",
                    Clip("life=seed=31:ratio=0.4:life_color=green", tone=233, grain=80),
                ),
            ),
        ),
    ),
    (
        iphone,
        Mail(
            Person("马骁", "maxiao@mail.example.com"),
            "请问长视频有时长上限吗?",
            at("08-21 10:05:55"),
            "老师好,请问长视频最长可以多少分钟?团队报名人数有限制吗?\n\n发自我的 iPhone",
        ),
    ),
    (
        thunderbird,
        Mail(
            Person("传媒观察周刊", "weekly@news.example.com"),
            "传媒观察周刊 第33期:短视频里的城市记忆",
            at("08-22 06:00:30"),
            "本期目录\n一、短视频里的城市记忆\n二、报业融合的下一站\n",
            headers=(
                "List-Id: <weekly.news.example.com>",
                "List-Unsubscribe: <mailto:leave@news.example.com>",
                "Precedence: list",
            ),
        ),
    ),
)
"""A good entry, a question, a newsletter."""

READ = Mail(
    Person("简宁", "jianning@corp.example"),
    "【45载圳青春】-[团队]-[短视频]-[桥的对面]-[简宁+品牌部]",
    at("08-21 17:25:40"),
    "各位老师好,团队作品请查收。",
    (
        File(
            "桥的对面.mp4", Clip("gradients=type=spiral:seed=25:c0=0x112211:c1=0xffee88", tone=247)
        ),
    ),
)
"""In the Maildir's ``cur``: a good entry by WeCom."""

UNREAD = Mail(
    Person("路遥遥", "luyaoyao@163.example"),
    "【报家生活秀】-[个人]-[短片]-[地下车库的琴声]-[路遥遥+后勤中心]",
    at("08-23 22:14:09"),
    "请查收附件。\n",
    (File("地下车库的琴声.mp4", Clip("testsrc2", "vflip,hue=h=270", tone=254)),),
)
"""In the Maildir's ``new``: 短片 where the call says 短视频."""


def mbox() -> bytes:
    """Three mails in one file, as Unix writes it: LF, ``From `` lines, ``>From `` in the text."""
    return b"\n".join(_boxed(client, mail) for client, mail in MBOX)


def _boxed(client: Client, mail: Mail) -> bytes:
    when = mail.received.astimezone(SHENZHEN)
    raw = re.sub(rb"(?m)^(>*From )", rb">\1", _unix(client(mail)))
    return f"From {mail.sender.address} {_asctime(when)}\n".encode() + raw.rstrip(b"\n") + b"\n"


def _unix(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n")


def _asctime(when: datetime) -> str:
    return when.strftime("%a %b %d %H:%M:%S %Y")


def maildir() -> dict[str, Callable[[], bytes]]:
    """Relative path → what makes its bytes.

    No ``:2,S`` at the end of a name: Windows could not check it out.
    """
    return {
        f"maildir/cur/{_maildir_name(READ)}": lambda: _unix(wecom(READ)),
        f"maildir/new/{_maildir_name(UNREAD)}": lambda: _unix(netease(UNREAD)),
        "maildir/tmp/.gitkeep": bytes,
    }


def _maildir_name(mail: Mail) -> str:
    return f"{int(mail.received.timestamp())}.M{int(mail.token(5), 16)}P4242.mx"
