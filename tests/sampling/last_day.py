"""The last day, 25 August, from a press release in the morning to the last second."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter

from .clips import Clip
from .desktop import foxmail, iphone, iphone_id, outlook
from .final_week import KEPT
from .first_weeks import GREETING
from .mail import Cloud, File, Item, Mail, Person, at
from .webmail import netease, qq, wecom

SUN = Person("孙倩", "sunqian@press.example")
MA = Person("马晓东", "maxiaodong@163.example")
NIE = Person("聂远", "nieyuan@mail.example.com")
FORWARDER = Person("行政部 郭敏", "guomin@press.example")

LONGGANG = (
    ("45载圳青春", "个人", "短视频", "客家围屋的早晨", "赖文轩", "龙岗记者站"),
    ("45载圳青春", "个人", "短视频", "大运中心的夜跑者", "钟灵", "龙岗记者站"),
    ("45载圳青春", "团队", "短视频", "甘坑古镇的鼓声", "张亦可", "龙岗记者站"),
    ("报家生活秀", "个人", "短视频", "记者站的小厨房", "赖文轩", "龙岗记者站"),
    ("报家生活秀", "团队", "短视频", "一条热线的二十四小时", "温岚", "龙岗记者站"),
)
LONGGANG_PICTURES = (
    Clip("testsrc2", "hue=h=30", tone=932),
    Clip("testsrc2", "negate", tone=988),
    Clip("testsrc2", "hflip,vflip,hue=h=200", tone=1047),
    Clip("cellauto=rule=30:seed=3", "negate", tone=1109, grain=16),
    Clip("gradients=type=square:c0=0x441166:c1=0xffdd33:seed=5:speed=0.05", tone=1175),
)

CANTEEN = Mail(
    Person("罗文静", "luowenjing@qq.example"),
    "【报家生活秀】-[团队]-[短视频]-[食堂阿姨的一天]-[罗文静+行政部]",
    at("08-25 18:02:40"),
    GREETING,
    (File("食堂阿姨的一天.mp4", Clip("testsrc", "vflip,hue=h=220", tone=1245)),),
)

ASKED = Mail(NIE, "收到了吗?", at("08-25 23:35:02"), "刚才发的视频收到了吗?\n\n发自我的 iPhone")


def longgang_title(row: tuple[str, ...]) -> str:
    topic, form, category, work, author, department = row
    return f"【{topic}】-[{form}]-[{category}]-[{work}]-[{author}+{department}]"


def longgang_table() -> bytes:
    """汇总表.xlsx: the five works as the bureau lists them."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"author": "龙岗记者站", "created": datetime(2025, 8, 25)})  # noqa: DTZ001  # the file format knows no zones
    sheet = book.add_worksheet("汇总表")
    sheet.write_row(0, 0, ("序号", "主题", "参与形式", "类别", "作品名称", "作者", "部门"))
    for number, row in enumerate(LONGGANG, 1):
        sheet.write_row(number, 0, (number, *row))
    book.close()
    return target.getvalue()


ITEMS: tuple[Item, ...] = (
    Item(
        "034-press-release.eml",
        "sample mail 22: a PR firm's invitation with a promotional video, no submission",
        foxmail,
        Mail(
            Person("星河科技公关部", "media@xinghe.example"),
            "【邀请函】星河科技新品发布会媒体邀请",
            at("08-25 11:05:26"),
            "尊敬的媒体朋友:\n诚邀您出席星河科技2025秋季新品发布会。\n"
            "时间:2025年9月3日 14:30\n附件为新品宣传片,欢迎刊载。\n星河科技公关部\n",
            (File("星河新品宣传片.mp4", Clip("sierpinski=seed=22", tone=1319, grain=4)),),
            headers=(
                "Precedence: bulk",
                "List-Unsubscribe: <mailto:unsubscribe@xinghe.example>",
            ),
        ),
    ),
    Item(
        "035-five-works.eml",
        "sample mail 7: five works and a table in one mail; the file names are the titles",
        foxmail,
        Mail(
            Person("龙岗记者站", "longgang@press.example"),
            "龙岗记者站报送参赛作品5件(附汇总表)",
            at("08-25 17:58:13"),
            "总编室:\n现报送我站参赛作品5件,汇总表附后,请查收。\n龙岗记者站\n",
            (
                *(
                    File(f"{longgang_title(row)}.mp4", clip)
                    for row, clip in zip(LONGGANG, LONGGANG_PICTURES, strict=True)
                ),
                File(
                    "汇总表.xlsx",
                    longgang_table,
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                ),
            ),
        ),
    ),
    Item(
        "036-secretary.eml",
        "sample mail 8: a secretary sends for the boss; the particulars stand in the text; WeCom",
        wecom,
        Mail(
            Person("总经办 小于", "office@corp.example"),
            "林总的参赛视频,请查收",
            at("08-25 18:30:40"),
            "各位老师好,\n林总的参赛视频已上传附件,作品名《海风》,作者林国栋,总经理办公室,"
            "个人,短视频,主题45载圳青春。\n有问题请联系我。\n",
            (
                File(
                    "林总视频最终版(2).mp4",
                    Clip("gradients=seed=8:c0=0x004466:c1=0xddeeff", tone=1397),
                ),
            ),
        ),
    ),
    Item(
        "037-forwarded.eml",
        "sample mail 9: Outlook forwards the mail as an attachment (message/rfc822)",
        outlook,
        Mail(
            FORWARDER,
            f"转发: {CANTEEN.subject}",
            at("08-25 20:14:22"),
            "代转,请查收。\n\n郭敏\n行政部",
            (File("食堂阿姨的一天.eml", lambda: qq(CANTEEN), "message/rfc822"),),
        ),
    ),
    Item(
        "038-file-name-subject.eml",
        "sample mail 10: the file name as subject, two authors; only a QQ link of 1.2 GB",
        qq,
        Mail(
            Person("郑凯", "zhengkai@qq.example"),
            "45载圳青春-团队-长视频-湾区日出-郑凯、刘洋+视觉中心、技术部.mp4",
            at("08-25 22:47:31"),
            "",
            clouds=(
                Cloud(
                    "45载圳青春-团队-长视频-湾区日出-郑凯、刘洋+视觉中心、技术部.mp4",
                    1_288_490_188,
                    at("08-25 22:46:50") + KEPT,
                ),
            ),
        ),
    ),
    Item(
        "039-empty-subject.eml",
        "sample mail 11: no subject, a WeChat export of 544×960",
        iphone,
        Mail(
            NIE,
            "",
            at("08-25 23:02:58"),
            "发自我的 iPhone",
            (
                File(
                    "mmexport1756134021337.mp4",
                    Clip(
                        "mandelbrot=start_x=0.3:start_y=0.5:start_scale=0.2",
                        "hue=h=200",
                        width=544,
                        height=960,
                        tone=1480,
                        grain=2,
                    ),
                ),
            ),
        ),
    ),
    Item(
        "040-hashtag.eml",
        "sample mail 12: a hashtag, spaces, the author only in the signature; a 163 link",
        netease,
        Mail(
            Person("冯一帆", "fengyifan@163.example"),
            "#45载圳青春#[团队] - [长视频] - [一张报纸的24小时]",
            at("08-25 23:18:07"),
            "各位老师,视频在超大附件里,辛苦了!\n\n--\n冯一帆\n经济新闻部\n",
            clouds=(Cloud("一张报纸的24小时 成片.mp4", 734_003_200, at("08-25 23:17:30") + KEPT),),
        ),
    ),
    Item(
        "041-title-in-file-name.eml",
        "sample mail 13: the subject says nothing, the file name holds the full title",
        qq,
        Mail(
            Person("蔡子轩", "caizixuan@qq.example"),
            "视频大赛投稿",
            at("08-25 23:31:20"),
            "见附件",
            (
                File(
                    "【45载圳青春】-[个人]-[短视频]-[屋顶上的菜园]-[蔡子轩+融媒中心].mp4",
                    Clip(
                        "perlin=random_mode=seed:seed=13:octaves=3:xscale=4:yscale=4",
                        "hue=h=120",
                        tone=1568,
                        grain=8,
                    ),
                ),
            ),
        ),
    ),
    Item(
        "042-question.eml",
        "“did it arrive?”: a question, no submission",
        iphone,
        ASKED,
    ),
    Item(
        "043-waiting-wind.eml",
        "sample mail 14: in time; the same work comes again after the closing",
        netease,
        Mail(
            MA,
            "【45载圳青春】-[个人]-[短视频]-[等风来]-[马晓东+发行公司]",
            at("08-25 23:41:07"),
            GREETING,
            (File("等风来.mp4", Clip("gradients=seed=14:c0=0x88ccff:c1=0xffffff", tone=1661)),),
        ),
    ),
    Item(
        "044-question-again.eml",
        "sample mail 16: the question repeated as an answer to itself",
        iphone,
        Mail(
            NIE,
            "Re: 收到了吗?",
            at("08-25 23:50:11"),
            "??在吗,马上截止了\n\n发自我的 iPhone\n\n> 在 2025年8月25日,23:34,聂远 写道:\n"
            "> 刚才发的视频收到了吗?",
            answers=(iphone_id(ASKED),),
        ),
    ),
    Item(
        "045-series-one.eml",
        "sample mail 17: the first part of a series",
        foxmail,
        Mail(
            SUN,
            "【报家生活秀】-[个人]-[短视频]-[夜班食堂(一)]-[孙倩+夜编中心]",
            at("08-25 23:52:05"),
            GREETING,
            (File("夜班食堂(一).mp4", Clip("testsrc", "hue=h=300", tone=1760)),),
        ),
    ),
    Item(
        "046-series-two.eml",
        "sample mail 18: the second part, another video: a series, not a version",
        foxmail,
        Mail(
            SUN,
            "【报家生活秀】-[个人]-[短视频]-[夜班食堂(二)]-[孙倩+夜编中心]",
            at("08-25 23:53:48"),
            GREETING,
            (File("夜班食堂(二).mp4", Clip("smptebars", "scroll=h=0.03,hue=h=90", tone=1865)),),
        ),
    ),
    Item(
        "047-last-second.eml",
        "received at 23:59:59, in time; its Date claims 00:05 of the next day",
        netease,
        Mail(
            Person("霍然", "huoran@163.example"),
            "【45载圳青春】-[个人]-[短视频]-[末班车]-[霍然+交通新闻部]",
            at("08-25 23:59:59"),
            GREETING,
            (File("末班车.mp4", Clip("pal100bars", "scroll=h=0.04", tone=1976)),),
            sent=at("08-26 00:05:00"),
        ),
    ),
)
