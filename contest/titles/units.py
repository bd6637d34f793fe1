"""What departments, firms and schools are called: by their endings, and by their common names."""

from __future__ import annotations

_ENDINGS = (
    "部", "室", "中心", "社", "组", "公司", "集团", "站", "局", "处", "科", "院", "台", "报",
    "网", "频道", "工会", "团委", "党委", "学院", "系", "工作室", "客户端", "传媒", "基地",
    "大学", "中学", "小学", "医院", "街道", "社区", "支队", "大队", "办公厅",
)  # fmt: skip
WHOLE = frozenset((
    "党委", "办公室", "团委", "妇联", "工会", "校办", "院办", "食堂",
))  # fmt: skip
"""Short names of units that no ending tells."""
COMMON = frozenset((
    "党委", "团委", "妇联", "工会", "专题部", "产品部", "人事处", "人事部", "保卫科", "保卫部",
    "信息部", "健康部", "副刊部", "办公室", "印刷厂", "发行部", "后勤部", "品牌部", "国际部",
    "图书馆", "学生处", "审计部", "客服部", "宣传部", "工程部", "市场部", "广告部", "总编办",
    "总编室", "技术部", "摄影部", "教务处", "教育部", "文艺部", "新闻部", "校对科", "校对部",
    "法务部", "活动部", "物业部", "理论部", "生产部", "研发部", "科研处", "策划部", "组织部",
    "编务部", "编委会", "编辑部", "网络部", "美术部", "美编部", "行政部", "要闻部", "视频部",
    "记者部", "设计部", "评论部", "财务处", "财务部", "财经部", "质检部", "运营部", "采访部",
    "采购部", "销售部", "信息中心", "印务中心", "发行中心", "发行公司", "夜编中心", "广告中心",
    "摄影中心", "新闻中心", "短视频部", "研发中心", "经营中心", "网络中心", "营销中心",
    "融媒中心", "视觉中心", "运营中心", "采编中心", "采访中心", "音视频部", "人力资源部",
    "体育新闻部", "信息技术部", "党委办公室", "党群工作部", "全媒体中心", "后勤保障部",
    "国际新闻部", "客户服务部", "市场营销部", "数字出版部", "文体新闻部", "新媒体中心",
    "时政新闻部", "法律事务部", "社会新闻部", "纪检监察室", "经济新闻部", "融媒体中心",
    "评论理论部", "读者服务部", "资产管理部", "总经理办公室", "经济新闻中心",
))  # fmt: skip
"""Departments as newspapers, firms and schools commonly call them: they tell where a name ends
and its department begins when nothing stands between."""


BEGUN = frozenset(name[:2] for name in COMMON)
"""What they begin with."""
LAST = frozenset(name[-1] for name in COMMON)
"""What they end with."""


def unit_like(text: str) -> bool:
    """Whether a name ends as departments and firms do; two characters are too few to tell."""
    return (len(text) > 2 and text.endswith(_ENDINGS)) or text in WHOLE


def ends_like_unit(text: str) -> bool:
    """Whether any text, however short, ends so."""
    return text.endswith(_ENDINGS) or text[-2:] in WHOLE
