"""The last week but its last day: 20 to 24 August."""

from __future__ import annotations

from datetime import timedelta

from .clips import Clip
from .desktop import foxmail, iphone, outlook, thunderbird
from .first_weeks import GREETING, XU
from .mail import Cloud, File, Item, Mail, Person, at
from .webmail import netease, qq, qq_id

KEPT = timedelta(days=30)
"""How long 163 and QQ keep a file that was left with them."""

WU = Person("吴昊", "wuhao@qq.example")
DENG = Person("邓秋雁", "dengqiuyan@qq.example")
JIANG = Person("江一鸣", "jiangyiming@163.example")
TEXT_SENDER = Person("贺小川", "hexiaochuan@mail.example.com")

SHARED = Clip(
    "mandelbrot=start_x=-0.75:start_y=0.1:start_scale=0.05", "hue=h=60", tone=587, grain=4
)
CORRECTED = Clip("gradients=c0=0x224466:c1=0xffaa33:nb_colors=2:seed=20:speed=0.05", tone=523)

PLAYLIST = """ffconcat version 1.0
file 'another-entrant.mp4'
duration 245.0
"""

OLD_STREET = Mail(
    WU,
    "【45载圳青春】-[个人]-[短视频]-[老街]-[吴昊+总编室]",
    at("08-24 20:05:33"),
    GREETING,
    (File("老街.mp4", Clip("smptehdbars", "scroll=h=0.01", tone=494)),),
)

TWICE = Item(
    "031-identical-a.eml",
    "a mail that arrives twice: this one…",
    foxmail,
    Mail(
        Person("彭佳慧", "pengjiahui@press.example"),
        "【报家生活秀】-[个人]-[短视频]-[排版员的一天]-[彭佳慧+编排中心]",
        at("08-24 17:40:10"),
        GREETING,
        (File("排版员的一天.mp4", Clip("testsrc", "hue=h=150", tone=392)),),
    ),
)

ITEMS: tuple[Item, ...] = (
    Item(
        "017-text-as-mp4.eml",
        "a text file named .mp4",
        thunderbird,
        Mail(
            TEXT_SENDER,
            "【报家生活秀】-[个人]-[短视频]-[灯下]-[贺小川+理论部]",
            at("08-20 09:15:00"),
            GREETING,
            (
                File(
                    "灯下.mp4",
                    "《灯下》分镜脚本\n镜头一:台灯亮起。\n镜头二:翻报纸的手。\n".encode(),
                ),
            ),
        ),
    ),
    Item(
        "018-playlist-as-mp4.eml",
        "an ffconcat playlist named .mp4 that would show another entrant's file as its own",
        qq,
        Mail(
            Person("贝言", "beiyan@qq.example"),
            "【45载圳青春】-[个人]-[长视频]-[借来的光]-[贝言+视频中心]",
            at("08-20 10:44:09"),
            GREETING,
            (File("借来的光.mp4", PLAYLIST.encode()),),
        ),
    ),
    Item(
        "019-no-brackets.eml",
        "sample mail 3: no brackets at all, sent from a phone",
        qq,
        Mail(
            Person("陈小满", "chenxiaoman@qq.example"),
            "报家生活秀-个人-短视频-我家的猫会看报-陈小满+读者服务部",
            at("08-20 21:03:47"),
            "发自我的iPhone",
            (
                File(
                    "我家的猫会看报.mp4",
                    Clip("life=seed=3:ratio=0.2:death_color=red", tone=698, grain=80),
                ),
            ),
        ),
    ),
    Item(
        "020-short-as-long.eml",
        "two seconds that claim to be a 长视频",
        netease,
        Mail(
            Person("薛定", "xueding@163.example"),
            "【45载圳青春】-[个人]-[长视频]-[瞬间]-[薛定+科技部]",
            at("08-21 09:31:30"),
            GREETING,
            (
                File(
                    "瞬间.mp4",
                    Clip(
                        "mandelbrot=start_x=-0.1:start_y=0.9:start_scale=0.2",
                        "hue=h=120",
                        tone=740,
                        grain=4,
                    ),
                ),
            ),
        ),
    ),
    Item(
        "021-department-missing.eml",
        "the department is missing; the next mail puts it right",
        qq,
        Mail(
            DENG,
            "【报家生活秀】-[个人]-[短视频]-[早安,编辑部]-[邓秋雁]",
            at("08-21 11:20:05"),
            GREETING,
            (File("早安编辑部.mp4", CORRECTED),),
        ),
    ),
    Item(
        "022-department-added.eml",
        "the same sender and video, the title complete: a version, not a second entry",
        qq,
        Mail(
            DENG,
            "【报家生活秀】-[个人]-[短视频]-[早安,编辑部]-[邓秋雁+要闻部]",
            at("08-21 14:02:50"),
            "上一封标题漏了部门,以这封为准,抱歉!",
            (File("早安编辑部.mp4", CORRECTED),),
        ),
    ),
    Item(
        "023-long-dashes.eml",
        "sample mail 4: 【】 and — everywhere; iPhone, the portrait MOV inline",
        iphone,
        Mail(
            Person("何嘉怡", "hejiayi@mail.example.com"),
            "【45载圳青春】—【个人】—【短视频】—【妈妈的早茶】—【何嘉怡+总编室】",
            at("08-22 07:51:16"),
            "请查收~\n\n发自我的 iPhone",
            (
                File(
                    "IMG_4821.MOV",
                    Clip("testsrc2", "hue=h=90", container="mov", rotation=-90, tone=784),
                    "video/quicktime",
                ),
            ),
        ),
    ),
    Item(
        "024-same-video-a.eml",
        "one video under two titles by two senders: the first",
        netease,
        Mail(
            JIANG,
            "【45载圳青春】-[个人]-[短视频]-[城市的褶皱]-[江一鸣+深度报道部]",
            at("08-22 10:10:38"),
            GREETING,
            (File("城市的褶皱.mp4", SHARED),),
        ),
    ),
    Item(
        "025-cloud-163.eml",
        "no attachment: the video is a 163 cloud link of 186 MB that expires",
        netease,
        Mail(
            Person("程亦凡", "chengyifan@163.example"),
            "【45载圳青春】-[团队]-[短视频]-[地铁里的读报人]-[程亦凡+地铁报]",
            at("08-22 16:28:55"),
            "作品较大,用超大附件发送,请尽快下载。\n",
            clouds=(Cloud("地铁里的读报人.mp4", 195_244_881, at("08-22 16:28:12") + KEPT),),
        ),
    ),
    Item(
        "026-ideographic-space.eml",
        "sample mail 5: full-width hyphens, a space of its own width in 李　喆, labelled gb2312",
        outlook,
        Mail(
            Person("李喆", "lizhe@press.example"),
            "【45载圳青春】－[个人]－[短视频]－[炉边的人]－[李　喆+经营中心]",
            at("08-23 09:30:12"),
            GREETING,
            (File("炉边的人.mp4", Clip("gradients=c0=0x330000:c1=0xff6600:seed=5", tone=831)),),
        ),
    ),
    Item(
        "027-same-video-b.eml",
        "one video under two titles by two senders: the second",
        qq,
        Mail(
            Person("罗迪", "luodi@qq.example"),
            "【45载圳青春】-[个人]-[短视频]-[折叠的街区]-[罗迪+城市副刊]",
            at("08-23 15:45:31"),
            GREETING,
            (File("折叠的街区.mp4", SHARED),),
        ),
    ),
    Item(
        "028-cloud-qq.eml",
        "no attachment: the video is a QQ cloud link, in HTML and in the plain text",
        qq,
        Mail(
            Person("钟意", "zhongyi@qq.example"),
            "【报家生活秀】-[个人]-[短视频]-[茶水间]-[钟意+人力资源部]",
            at("08-23 20:12:04"),
            "视频见超大附件~",
            clouds=(Cloud("茶水间.mp4", 134_249_185, at("08-23 20:11:30") + KEPT),),
        ),
    ),
    Item(
        "029-two-videos.eml",
        "an ordinary title over two videos: which one is the entry?",
        foxmail,
        Mail(
            Person("白露", "bailu@press.example"),
            "【45载圳青春】-[个人]-[短视频]-[候鸟]-[白露+国际部]",
            at("08-24 10:26:47"),
            "附件是横版和竖版两个版本,请老师任选。\n",
            (
                File(
                    "候鸟-横版.mp4",
                    Clip(
                        "mandelbrot=start_x=-1.75:start_y=0:start_scale=0.2",
                        "negate",
                        tone=880,
                        grain=4,
                    ),
                ),
                File(
                    "候鸟-竖版.mp4",
                    Clip(
                        "mandelbrot=start_x=-1.75:start_y=0:start_scale=0.2",
                        "negate",
                        width=720,
                        height=1280,
                        tone=880,
                        grain=2,
                    ),
                ),
            ),
        ),
    ),
    Item(
        "030-withdrawal.eml",
        "sample mail 6: a work taken back",
        netease,
        Mail(
            XU,
            "申请撤回参赛作品《雨后》",
            at("08-24 15:20:33"),
            "老师好:\n因素材版权原因,申请撤回参赛作品《雨后》(个人,短视频),不再参赛。给您添麻烦了。\n"
            "许文博\n广告中心",
        ),
    ),
    TWICE,
    Item("032-identical-b.eml", "…and this one, byte for byte the same", foxmail, TWICE.mail),
    Item(
        "033-old-street.eml",
        "the entry that sample mail 19 corrects",
        qq,
        OLD_STREET,
    ),
)

OLD_STREET_ID = qq_id(OLD_STREET)
