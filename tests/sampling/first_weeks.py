"""The first mails: 12 to 19 August."""

from __future__ import annotations

from .clips import Clip
from .desktop import foxmail, office, outlook, thunderbird
from .mail import File, Item, Mail, Person, at
from .webmail import netease, qq
from .wire import split_words

GREETING = "您好!\n附件是我的参赛作品,请查收。谢谢!\n"

PRINTER = Person("周启明", "zhouqiming@press.example")
XU = Person("许文博", "xuwenbo@163.example")

SPLIT = "【45载圳青春】-[个人]-[短视频]-[红树林的黄昏]-[沈若溪+生态报道组]"

ITEMS: tuple[Item, ...] = (
    Item(
        "001-perfect.eml",
        "everything as the call asks for it; QQ's way of writing",
        qq,
        Mail(
            Person("林晓雯", "linxiaowen@qq.example"),
            "【45载圳青春】-[个人]-[短视频]-[巷口的修鞋匠]-[林晓雯+视频中心]",
            at("08-12 09:05:12"),
            GREETING,
            (
                File(
                    "【45载圳青春】-[个人]-[短视频]-[巷口的修鞋匠]-[林晓雯+视频中心].mp4",
                    Clip("gradients=c0=0x113355:c1=0xee7733:c2=0xffeecc:nb_colors=3:seed=1"),
                ),
            ),
        ),
    ),
    Item(
        "002-perfect-long.eml",
        "a team's 长视频 that really is longer than three minutes; 163's way of writing",
        netease,
        Mail(
            Person("梁伟", "liangwei@163.example"),
            "【报家生活秀】-[团队]-[长视频]-[一座报社的清晨]-[梁伟+摄影部]",
            at("08-12 15:30:44"),
            "老师好!\n团队作品一部,时长3分05秒,主创:梁伟、高原、谭静。\n",
            (
                File(
                    "一座报社的清晨.mp4",
                    Clip(
                        "gradients=c0=0x203050:c1=0xf0b070:seed=2:speed=0.002",
                        tone=330,
                        seconds=185,
                        rate=1,
                    ),
                ),
            ),
        ),
    ),
    Item(
        "003-gb2312-label.eml",
        "Outlook says gb2312 and writes GB18030: 镕 and 喆 are not in the set it names",
        outlook,
        Mail(
            Person("方喆", "fangzhe@press.example"),
            "【报家生活秀】-[个人]-[短视频]-[镕光]-[方喆+技术部]",
            at("08-13 09:48:20"),
            GREETING,
            (
                File(
                    "镕光-方喆.mp4",
                    Clip(
                        "mandelbrot=start_x=-1.25:start_y=0.02:start_scale=0.1", tone=349, grain=4
                    ),
                ),
            ),
        ),
    ),
    Item(
        "004-printing-house.eml",
        "sample mail 1: a good entry by Foxmail, whose original comes after the award",
        foxmail,
        Mail(
            PRINTER,
            "【45载圳青春】-[个人]-[短视频]-[凌晨四点的印刷厂]-[周启明+印务中心]",
            at("08-14 10:12:35"),
            GREETING,
            (File("凌晨四点的印刷厂.mp4", Clip("testsrc2", "hue=s=0", tone=262)),),
        ),
    ),
    Item(
        "005-split-gbk.eml",
        "GBK encoded words cut through the middle of a character",
        netease,
        Mail(
            Person("沈若溪", "shenruoxi@163.example"),
            SPLIT,
            at("08-14 16:20:02"),
            GREETING,
            (File("红树林的黄昏.mp4", Clip("cellauto=rule=110:seed=5", tone=277, grain=16)),),
            raw_subject=split_words(SPLIT, "gb18030", "GBK", 35).encode("ascii"),
        ),
    ),
    Item(
        "006-raw-gbk.eml",
        "an office system: raw GBK bytes in Subject, From and the file name",
        office,
        Mail(
            Person("汪洋", "wangyang@press.example"),
            "【45载圳青春】-[个人]-[短视频]-[值夜班的猫]-[汪洋+行政部]",
            at("08-15 10:03:51"),
            "现报送参赛作品一件,请审阅。",
            (File("值夜班的猫.mp4", Clip("life=seed=6:mold=10:ratio=0.3", tone=294, grain=80)),),
        ),
    ),
    Item(
        "007-rfc2231-pieces.eml",
        "Thunderbird: the file name in RFC 2231 pieces (filename*0*=, filename*1*=)",
        thunderbird,
        Mail(
            Person("苏语凡", "suyufan@mail.example.com"),
            "【45载圳青春】-[团队]-[短视频]-[深圳十二时辰]-[苏语凡+新媒体部]",
            at("08-15 14:37:29"),
            GREETING,
            (
                File(
                    "【45载圳青春】-[团队]-[短视频]-[深圳十二时辰]-[苏语凡+新媒体部].mp4",
                    Clip("sierpinski=seed=7:type=triangle", tone=311, grain=4),
                ),
            ),
        ),
    ),
    Item(
        "008-prefixes.eml",
        "a good title under six prefixes, 转发, Re, 回复, Fw, 答复 and FW, with both colons",
        netease,
        Mail(
            Person("秦朗", "qinlang@163.example"),
            "转发: Re: 回复：Fw: 答复: FW: 【报家生活秀】-[团队]-[短视频]-[周三羽毛球]-[秦朗+工会]",
            at("08-16 11:20:15"),
            "转一下,附件见下。\n",
            (
                File(
                    "周三羽毛球.mp4",
                    Clip(
                        "gradients=type=radial:c0=0xddee88:c1=0x115522:seed=8:speed=0.05", tone=370
                    ),
                ),
            ),
        ),
    ),
    Item(
        "009-full-width.eml",
        "every bracket, hyphen and plus full-width: one repair, taken over",
        qq,
        Mail(
            Person("曾雨桐", "zengyutong@qq.example"),
            "【45载圳青春】－［个人］－［短视频］－［风筝季］－［曾雨桐＋校对部］",
            at("08-17 10:01:40"),
            GREETING,
            (File("风筝季.mp4", Clip("colorspectrum", "scroll=h=0.02", tone=415)),),
        ),
    ),
    Item(
        "010-no-audio.eml",
        "a video without a sound track",
        foxmail,
        Mail(
            Person("顾念", "gunian@press.example"),
            "【45载圳青春】-[个人]-[短视频]-[无声的版面]-[顾念+美编室]",
            at("08-17 16:45:08"),
            GREETING,
            (File("无声的版面.mp4", Clip("yuvtestsrc", "scroll=v=0.02", tone=None)),),
        ),
    ),
    Item(
        "011-portrait-phone.eml",
        "a phone's portrait video: stored 1280×720, rotated by 90° when shown",
        qq,
        Mail(
            Person("叶知秋", "yezhiqiu@qq.example"),
            "【报家生活秀】-[个人]-[短视频]-[外卖到楼下]-[叶知秋+经营中心]",
            at("08-18 12:33:19"),
            "发自我的手机",
            (File("VID_20250818_121455.mp4", Clip("rgbtestsrc", "scroll=h=0.02", rotation=90)),),
        ),
    ),
    Item(
        "012-after-rain.eml",
        "a good entry that its author takes back on 24 August",
        netease,
        Mail(
            XU,
            "【45载圳青春】-[个人]-[短视频]-[雨后]-[许文博+广告中心]",
            at("08-18 15:02:27"),
            GREETING,
            (
                File(
                    "雨后.mp4",
                    Clip(
                        "perlin=octaves=2:random_mode=seed:seed=12:xscale=2:yscale=2",
                        tone=466,
                        grain=8,
                    ),
                ),
            ),
        ),
    ),
    Item(
        "013-low-resolution.eml",
        "320×240, far below any big screen",
        qq,
        Mail(
            Person("陶然", "taoran@qq.example"),
            "【报家生活秀】-[个人]-[短视频]-[老照片会说话]-[陶然+资料室]",
            at("08-18 20:11:36"),
            GREETING,
            (File("老照片会说话.mp4", Clip("smptebars", "scroll=h=0.02", width=320, height=240)),),
        ),
    ),
    Item(
        "014-truncated.eml",
        "an MP4 that broke off at 60 %: its index in front promises two seconds",
        foxmail,
        Mail(
            Person("范思远", "fansiyuan@press.example"),
            "【45载圳青春】-[个人]-[短视频]-[断章]-[范思远+副刊部]",
            at("08-19 10:10:53"),
            GREETING,
            (File("断章.mp4", Clip("testsrc", tone=554, keep=0.6)),),
        ),
    ),
    Item(
        "015-no-index.eml",
        "an MP4 that broke off before its index (moov) was written",
        qq,
        Mail(
            Person("魏来", "weilai@qq.example"),
            "【45载圳青春】-[个人]-[短视频]-[未完待续]-[魏来+发行公司]",
            at("08-19 11:02:18"),
            GREETING,
            (File("未完待续.mp4", Clip("testsrc", "hflip", tone=622, faststart=False, keep=0.8)),),
        ),
    ),
    Item(
        "016-choices-left.eml",
        "sample mail 2: the template's choices left standing: 个人/团队, 短视频/长视频",
        netease,
        Mail(
            Person("黄俊杰", "huangjunjie@163.example"),
            "【45载圳青春】-[个人/团队]-[短视频/长视频]-[老街新声]-[黄俊杰+视觉中心]",
            at("08-19 16:40:21"),
            GREETING,
            (File("老街新声.mp4", Clip("pal75bars", "scroll=v=0.01", tone=659)),),
        ),
    ),
)
