"""What arrives once the contest has closed: 26 and 27 August."""

from __future__ import annotations

from functools import partial

from .clips import Clip
from .desktop import outlook
from .final_week import KEPT, OLD_STREET_ID, TEXT_SENDER, WU
from .first_weeks import GREETING, PRINTER
from .last_day import FORWARDER, MA
from .machines import bounce
from .mail import Cloud, File, Item, Mail, Person, at
from .webmail import netease, qq

LETTER = "您的投稿需要补充信息"
LETTER_IDS = (
    "<20250826.letter-0037@press.example>",
    "<20250826.letter-0017@press.example>",
)
"""Two letters of ours, at half past midnight: to the forwarder, to the text file's sender."""

ITEMS: tuple[Item, ...] = (
    Item(
        "048-closing-instant.eml",
        "received at 00:00:00, late by nothing but late; its Date claims 23:50",
        qq,
        Mail(
            Person("单良", "shanliang@qq.example"),
            "【报家生活秀】-[个人]-[短视频]-[零点]-[单良+夜编中心]",
            at("08-26 00:00:00"),
            GREETING,
            (File("零点.mp4", Clip("rgbtestsrc", "scroll=v=0.03,hue=h=45", tone=208)),),
            sent=at("08-25 23:50:00"),
        ),
    ),
    Item(
        "049-waiting-wind-late.eml",
        "sample mail 15: the final version 41 s late; it must not replace the one in time",
        netease,
        Mail(
            MA,
            "【45载圳青春】-[个人]-[短视频]-[等风来]-[马晓东+发行公司](最终版,以此为准!!)",
            at("08-26 00:00:41"),
            "老师,以这一版为准!!前面那版字幕有错别字\n",
            (
                File(
                    "等风来-最终版.mp4",
                    Clip("gradients=seed=14:c0=0x88ccff:c1=0xffffff", tone=1661, seconds=3),
                ),
            ),
            sent=at("08-25 23:58:10"),
        ),
    ),
    Item(
        "050-correction.eml",
        "sample mail 19: a correction in the thread of an earlier entry",
        qq,
        Mail(
            WU,
            "回复: 回复: 【45载圳青春】-[个人]-[短视频]-[老街]-[吴昊+总编室]",
            at("08-26 00:20:15"),
            "更正:作者为吴昊、林姗\n\n------------------ 原始邮件 ------------------\n"
            '发件人: "吴昊" <wuhao@qq.example>\n发送时间: 2025年8月24日(星期天) 晚上8:05\n'
            "主题: 【45载圳青春】-[个人]-[短视频]-[老街]-[吴昊+总编室]\n",
            answers=(OLD_STREET_ID,),
        ),
    ),
    Item(
        "051-automatic-reply.eml",
        "sample mail 20: an automatic reply to a letter of ours",
        outlook,
        Mail(
            FORWARDER,
            f"自动回复: {LETTER}",
            at("08-26 00:31:09"),
            "您好,我正在休假,8月28日返岗。急事请致电行政部。\n郭敏",
            answers=(LETTER_IDS[0],),
            headers=("Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All"),
        ),
    ),
    Item(
        "052-bounce.eml",
        "sample mail 21: a letter of ours comes back",
        partial(
            bounce,
            recipient=TEXT_SENDER.address,
            returned_id=LETTER_IDS[1],
            returned_subject=LETTER,
        ),
        Mail(
            Person("邮件系统", "postmaster@mx.contest.example"),
            "系统退信",
            at("08-26 00:32:44"),
            f"很抱歉,您的邮件未能送达以下收件人:\n{TEXT_SENDER.address}\n"
            "原因:550 5.1.1 User not found(收件人不存在)\n",
        ),
    ),
    Item(
        "053-original.eml",
        "sample mail 23: the HD original of 004, two days after the closing, by a 163 link",
        netease,
        Mail(
            PRINTER,
            "高清原片-【45载圳青春】-[个人]-[短视频]-[凌晨四点的印刷厂]-[周启明+印务中心]",
            at("08-27 09:15:28"),
            "获奖作品高清原片(4K ProRes)见超大附件。\n周启明\n",
            clouds=(
                Cloud("凌晨四点的印刷厂_4K_原片.mov", 1_932_735_283, at("08-27 09:10:05") + KEPT),
            ),
        ),
    ),
)
