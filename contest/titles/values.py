"""What may stand in one field: sorts of text, patterns, rosters, numbers of characters."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from functools import cached_property

from contest.errors import RulebookError
from contest.model import Fault
from contest.quantities import span_text
from contest.rules import Field, Roster
from contest.titles.slips import one_slip

BOUND = "\x1e"
"""Stands for a dash inside a telephone while a title is cut; no title holds it."""
_SIGN = rf"[- {BOUND}]"
PHONE = (
    rf"(?:\+?86{_SIGN}?)?1[3-9]\d{_SIGN}?\d{{4}}{_SIGN}?\d{{4}}|"
    rf"(?:[(（]?0\d{{2,3}}[)）]?{_SIGN}?)?\d{{7,8}}|\+\d[\d {BOUND}-]{{6,16}}\d"
)
PHONE_WITH_DASHES = r"(?<!\d)(?:1[3-9]\d-\d{4}-\d{4}|0\d{2,3}-\d{7,8})(?!\d)"
WIDE = {ord(wide): plain for wide, plain in zip("０１２３４５６７８９", "0123456789", strict=True)}
"""Full-width digits, and the plain ones."""
MANY = 1_000
"""Names of a roster beyond which only slips of the keyboard are looked for."""
ANY = ("微光", "张三", "Why Bread Rises")
"""Texts of no certain sort: an expression that one of them matches tells nothing."""
WANTED = {
    "phone": "a telephone number",
    "number": "a number",
    "person": "the name of one person",
    "people": "a list of names",
}
"""What a field of each kind should be, in words."""
_BETWEEN = r"\s*[、,，/／;；&＆]\s*|\s+(?:and|和)\s+|\s{1,4}"
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕"
    "丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃"
    "武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关焦左柳甘祝包宁尚舒阮柯纪梅"
    "童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项"
)
"""The commonest surnames, which more than nine in ten names in China begin with."""


class Shape:
    """The rules of one field, made ready. Not a tuple: a roster is looked up by hash."""

    def __init__(self, field: Field, roster: Roster | None) -> None:
        self.field = field
        self.roster = roster
        self._close: dict[str, list[str]] = {}
        self.expression = compiled(field.pattern) if field.pattern else None

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the roster."""
        return frozenset(self.roster.names) if self.roster else frozenset()

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Other ways of writing a value, the field's own and the roster's."""
        return {**(self.roster.aliases if self.roster else {}), **self.field.aliases}

    @cached_property
    def telling(self) -> bool:
        """Whether a text that fits is hardly anything else: what many texts fit tells nothing."""
        narrow = self.expression and not any(map(self.expression.fullmatch, ANY))
        return self.field.kind in {"phone", "number"} or bool(narrow) or bool(self.roster)

    @property
    def person(self) -> bool:
        """Whether the field names people."""
        return self.field.kind in {"person", "people"}

    @cached_property
    def by_length(self) -> Mapping[int, list[str]]:
        """The names of the roster by their number of characters, in order."""
        found: dict[int, list[str]] = {}
        for name in sorted(self.names):
            found.setdefault(len(name), []).append(name)
        return found

    def close(self, value: str) -> list[str]:
        """Names of the roster that are one slip of the keyboard away."""
        if value not in self._close:
            sizes = range(max(2, len(value) - 1), len(value) + 2)
            near = (name for size in sizes for name in self.by_length.get(size, ()))
            self._close[value] = sorted(
                name
                for name in near
                if (name[0] == value[:1] or name[-1] == value[-1:]) and one_slip(name, value)
            )
        return self._close[value]

    def fits(self, value: str) -> bool:
        """Whether ``value`` is what should stand here, as far as form goes."""
        if self.roster and value not in self.names and value not in self.aliases:
            return False
        if self.expression and not self.expression.fullmatch(value):
            return False
        if self.field.kind == "phone":
            return re.fullmatch(PHONE, value) is not None
        if self.field.kind == "number":
            return value.isascii() and value.isdigit()
        if self.field.kind == "person" and len(people_of(value)) != 1:
            return False
        return not self.person or not any(c.isdigit() for c in value)


def compiled(expression: str) -> re.Pattern[str]:
    """An organiser's expression. Raises RulebookError for one that is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what Python may mean by it some day
        try:
            return re.compile(expression)
        except (re.error, RecursionError, OverflowError):
            raise RulebookError("“{value}” is no regular expression", value=expression) from None


def shape_of(field: Field | None, rosters: Mapping[str, Roster]) -> Shape | None:
    """The shape of a field, None if anything may stand in it."""
    if field is None or field.values:
        return None
    roster = rosters.get(field.roster)
    limits = field.shortest, field.longest
    if field.kind == "text" and not (field.pattern or roster or field.of) and limits == (None,) * 2:
        return None
    return Shape(field, roster)


def people_of(value: str) -> list[str]:
    """The names in a text that lists people: 张三、李四, 张三/李四, 张三 李四."""
    if re.fullmatch(r"[\u3400-\u9fff]\u3000?\s?[\u3400-\u9fff]", value):
        return [value]  # 张　玲 is one person, padded
    latin = re.search(r"[A-Za-z]", value) is not None
    between = _BETWEEN.removesuffix(r"|\s{1,4}") if latin else _BETWEEN
    return [name for name in re.split(between, value.strip()) if name]


def like_a_person(text: str) -> bool:
    """Whether a text looks like Chinese names: two to four characters, a common surname first."""
    if len(text) < 2 or _SURNAMES.isdisjoint(text):
        return False  # most texts: they need not be taken apart
    names = people_of(text)
    return bool(names) and all(
        2 <= len(n) <= 4 and n[0] in _SURNAMES and all("\u3400" <= c <= "\u9fff" for c in n)
        for n in names
    )


def examine(
    name: str, shape: Shape, value: str, place: tuple[int, int]
) -> tuple[str, Fault | None]:
    """The value as it is taken, and what is wrong with it. A name that is one slip away from the
    only near one in the roster is put right."""
    start, end = place
    if shape.roster and value not in shape.names:
        meant = shape.aliases.get(value)
        close = [] if meant else shape.close(value)
        right = meant or (close[0] if len(close) == 1 else None)
        if right:
            args = {"value": value, "meant": right}
            return right, Fault("T106" if meant else "T105", name, start, end, args, right)
        near = "、".join(close or _alike(value, shape.names)) or "?"
        return value, Fault("T128", name, start, end, {"value": value, "near": near})
    plain = value.translate(WIDE)
    if plain != value and shape.telling and shape.fits(plain):
        return plain, Fault("T105", name, start, end, {"value": value, "meant": plain}, plain)
    if not shape.fits(value):
        wanted = WANTED.get(shape.field.kind, shape.field.pattern)
        args = {"value": value, "wanted": wanted}
        return value, Fault("T129", name, start, end, args)
    size = len(people_of(value)) if shape.field.kind == "people" else len(value)
    least, most = shape.field.shortest, shape.field.longest
    if (least and size < least) or (most and size > most):
        code = "T131" if shape.field.kind == "people" else "T130"
        limit = span_text(least, most)
        return value, Fault(code, name, start, end, {"size": size, "limit": limit})
    return value, None


def derive(shape: Shape, value: str) -> str | None:
    """The value of a field that follows from another one's ``value``; None where it can't."""
    if shape.roster and shape.field.column:
        return shape.roster.columns.get(shape.field.column, {}).get(value)
    if shape.expression is None:
        return shape.aliases.get(value)
    match = shape.expression.search(value)
    if not match:
        return None
    found = match[1] if match.re.groups else match[0]
    return shape.aliases.get(found, found) if found else None


def _alike(value: str, names: frozenset[str]) -> list[str]:
    """Names that ``value`` may be meant for, for a person to choose from."""
    if len(names) > MANY:
        return []  # comparing each title with them all would take longer than reading the mails
    from difflib import get_close_matches

    return get_close_matches(value, sorted(names), n=2, cutoff=0.5)
