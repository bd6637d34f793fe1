"""The ways in which titles are damaged, each named; those that lose nothing, those that do."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

from bench.titles.draft import Draft, Part

Harm = Callable[[Draft, random.Random], bool]
"""Damages a draft; False where this one can't be damaged in this way."""

FAMILIES = "［］【】〔〕「」《》（）()『』〖〗{}〈〉<>｛｝"
DASHES = ("－", "–", "—", "−", "‐", "﹣", "--", "——", "―", "‑")
SIGNS = ("_", "|", "·", "/", "｜", "~", "、", "，")
PREFIXES = (
    "Re: ",
    "RE:",
    "Re：",
    "Fw: ",
    "FW:",
    "Fwd: ",
    "回复: ",
    "回复：",
    "答复: ",
    "转发: ",
    "转发：",
)
DESCRIPTIONS = (
    "这是一个关于老龄的故事…", "记录了印刷厂工人凌晨的一天。", "拍摄于2025年8月,请老师们多多指教!",
    "视频讲述三代报人与一座城市的45年，谢谢观看", "我们用镜头记录下身边最平凡的人。",
)  # fmt: skip
FRONTS = ("投稿：", "参赛作品：", "报送 ", "视频大赛投稿 ", "作品投稿-", "您好，")
WISHES = (
    "(最终版)",
    "（最终版，以此为准）",
    "(修改版)",
    "【最终版】",
    "_最终版",
    " 最新",
    "(2)",
    "！",
    "。",
)
FOREIGN = {"个": "個", "团": "團", "队": "隊", "视": "視", "频": "頻", "长": "長"}
SLIPS = {
    "短视频": ("短视屏", "短视频频", "短视", "短频视", "段视频", "短视品"),
    "长视频": ("长视屏", "长视频频", "长视", "长频视", "常视频", "长视品"),
}
ALIASES = {"短视频": "短片", "长视频": "长片"}
INVISIBLE = "\u200b\u200c\u200e\u200f\u2060\ufeff\xad\u202d\u202c"
CHOICES = {"form": "个人/团队", "category": "短视频/长视频"}
UNKNOWN = {
    "form": ("集体", "家庭", "夫妻档"),
    "category": ("微视频", "纪录片", "vlog", "中视频", "MV"),
}
TEMPLATE = {
    "form": "参与形式",
    "category": "类别",
    "work": "作品名称",
    "author": "作者",
    "department": "部门",
}


class Kind(NamedTuple):
    """A way of damaging: its name, what it does, and whether something is lost by it."""

    name: str
    harm: Harm
    lossy: bool = False


def _own(part: Part) -> bool:
    """Whether a part's text has brackets, dashes or the like of its own."""
    return any(c in FAMILIES + "[]" for c in part.text)


def brackets(draft: Draft, rng: random.Random) -> bool:
    at = rng.randrange(len(FAMILIES) // 2) * 2
    for part in draft.parts:
        if part.opening:
            part.opening, part.closing = FAMILIES[at], FAMILIES[at + 1]
    # The work's own brackets of the same family must be in pairs, as before.
    return not any(_lame(p.text, FAMILIES[at], FAMILIES[at + 1]) for p in draft.parts)


def _lame(text: str, opening: str, closing: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == opening) - (char == closing)
        if depth < 0:
            return True
    return depth != 0


def one_bracket(draft: Draft, rng: random.Random) -> bool:
    part = rng.choice([p for p in draft.parts if p.opening] or [Part("", "")])
    at = rng.randrange(len(FAMILIES) // 2) * 2
    part.opening, part.closing = FAMILIES[at], FAMILIES[at + 1]
    return bool(part.name) and not _lame(part.text, part.opening, part.closing)


def mixed_bracket(draft: Draft, rng: random.Random) -> bool:
    parts = [p for p in draft.parts if p.opening in {"[", "【"} and not _own(p)]
    if not parts:
        return False
    part = rng.choice(parts)
    part.closing = "】" if part.closing == "]" else "]"
    return True


def unclosed(draft: Draft, rng: random.Random) -> bool:
    """A closing bracket forgotten, not the last one: that would look like a text cut off."""
    parts = [p for p in draft.parts[:-1] if p.opening and p.closing and not _own(p)]
    if not parts:
        return False
    part = rng.choice(parts)
    part.closing = ""
    index = draft.parts.index(part)
    return bool(draft.gaps[index].strip()) and "-" not in part.text


def unopened(draft: Draft, rng: random.Random) -> bool:
    parts = [p for p in draft.parts[1:] if p.opening and p.closing and not _own(p)]
    if not parts:
        return False
    part = rng.choice(parts)
    part.opening = ""
    index = draft.parts.index(part)
    return bool(draft.gaps[index - 1].strip()) and "-" not in part.text


def dashes(draft: Draft, rng: random.Random) -> bool:
    dash = rng.choice(DASHES)
    draft.gaps = [dash if g == "-" else g for g in draft.gaps]
    return True


def one_dash(draft: Draft, rng: random.Random) -> bool:
    draft.gaps[rng.randrange(len(draft.gaps))] = rng.choice(DASHES)
    return True


def no_dashes(draft: Draft, rng: random.Random) -> bool:
    del rng
    draft.gaps = [""] * len(draft.gaps)
    return all(p.opening and p.closing for p in draft.parts)


def one_dash_gone(draft: Draft, rng: random.Random) -> bool:
    at = rng.randrange(len(draft.gaps))
    draft.gaps[at] = ""
    return bool(draft.parts[at].closing and draft.parts[at + 1].opening)


def spaced_dashes(draft: Draft, rng: random.Random) -> bool:
    space = rng.choice((" ", "  ", "\u3000", "\xa0", "\t"))
    draft.gaps = [f"{space}{g}{space}" for g in draft.gaps]
    return True


def one_space(draft: Draft, rng: random.Random) -> bool:
    at = rng.randrange(len(draft.gaps))
    draft.gaps[at] = rng.choice((f" {draft.gaps[at]}", f"{draft.gaps[at]} "))
    return True


def spaces_inside(draft: Draft, rng: random.Random) -> bool:
    parts = [p for p in draft.parts if p.opening]
    for part in rng.sample(parts, k=min(2, len(parts))):
        part.text = f" {part.text} " if rng.random() < 0.5 else f"{part.text}\u3000"
    return bool(parts)


def other_signs(draft: Draft, rng: random.Random) -> bool:
    sign = rng.choice(SIGNS)
    draft.gaps = [sign if g == "-" else g for g in draft.gaps]
    bare = [p for p in draft.parts if not p.opening]
    return not any(sign in p.text for p in bare)


def other_plus(draft: Draft, rng: random.Random) -> bool:
    return _joined(draft, rng.choice(("＋", "﹢", "➕", " + ", "+ ", "++")))


def no_plus_but_a_sign(draft: Draft, rng: random.Random) -> bool:
    """Told apart only where the author is one name without such a sign."""
    author, department = draft.truth["author"] or "", draft.truth["department"] or ""
    unit = department.endswith(("部", "室", "中心", "站", "公司", "集团", "报社", "科"))
    plain = 2 <= len(author) <= 3 and all("\u3400" <= c <= "\u9fff" for c in author)
    return (
        plain
        and unit
        and _joined(draft, rng.choice((" ", "/", "、", "，", "-", "—", "_", "|", "（", "&")))
    )


def _joined(draft: Draft, sign: str) -> bool:
    people = draft.part("people")
    if people is None or people.text.count("+") != 1 or people.text.strip("+") != people.text:
        return False
    people.text = people.text.replace("+", sign) + ("）" if sign == "（" else "")
    return True


def prefix(draft: Draft, rng: random.Random) -> bool:
    draft.front = "".join(rng.choices(PREFIXES, k=rng.choice((1, 1, 2, 3, 6)))) + draft.front
    return True


def front(draft: Draft, rng: random.Random) -> bool:
    draft.front += rng.choice(FRONTS)
    return bool(draft.parts[0].opening)


def hashtag(draft: Draft, rng: random.Random) -> bool:
    topic = draft.part("topic")
    if topic is None or draft.parts[0] is not topic or not topic.opening:
        return False
    topic.opening, topic.closing = "#", rng.choice(("#", "#", " "))
    draft.gaps[0] = rng.choice(("", "", " ", draft.gaps[0]))
    return topic.closing == "#" or bool(draft.parts[1].opening)


def hashtag_behind(draft: Draft, rng: random.Random) -> bool:
    topic = draft.part("topic")
    if topic is None or draft.back or not draft.parts[-1].closing:
        return False
    draft.remove("topic")
    draft.back = rng.choice((" ", "")) + f"#{topic.text}" + rng.choice(("#", ""))
    return True


def no_topic(draft: Draft, rng: random.Random) -> bool:
    del rng
    if draft.part("topic") is None or draft.parts[0].name != "topic":
        return False
    draft.remove("topic")
    draft.truth["topic"] = None
    return True


def swapped_choices(draft: Draft, rng: random.Random) -> bool:
    del rng
    names = [p.name for p in draft.parts]
    if not {"form", "category"} <= set(names):
        return False
    a, b = names.index("form"), names.index("category")
    draft.parts[a], draft.parts[b] = draft.parts[b], draft.parts[a]
    return True


def swapped(draft: Draft, rng: random.Random) -> bool:
    """Any two parts in each other's place; a bare work with signs of its own could not be told."""
    at = [i for i, p in enumerate(draft.parts) if p.name != "topic"]
    a, b = rng.sample(at, k=2)
    one, two = draft.parts[a], draft.parts[b]
    draft.parts[a], draft.parts[b] = two, one
    return all(p.opening and p.closing for p in (one, two))


def unbracketed(draft: Draft, rng: random.Random) -> bool:
    del rng
    if any(not g.strip(" \u3000\xa0\t") for g in draft.gaps):
        return False
    for part in draft.parts:
        if part.opening != "#":
            part.opening = part.closing = ""
    # A bare author with dashes of its own has no boundary to the work any more.
    return not _dashed(draft.truth["author"]) and not _dashed(draft.truth["department"])


def _dashed(text: str | None) -> bool:
    return any(c in (text or "") for c in "-－–—−‐_|·/｜~、，[]【】")


def some_unbracketed(draft: Draft, rng: random.Random) -> bool:
    parts = [p for p in draft.parts[1:4] if p.opening and not _own(p) and p.name != "people"]
    if not parts or any(not g.strip() for g in draft.gaps):
        return False
    part = rng.choice(parts)
    part.opening = part.closing = ""
    return True


def spaces_for_all(draft: Draft, rng: random.Random) -> bool:
    """No brackets, no dashes: only spaces between the parts."""
    del rng
    if any(g != "-" for g in draft.gaps) or any(p.opening == "#" for p in draft.parts):
        return False
    draft.gaps = [" "] * len(draft.gaps)
    for part in draft.parts:
        part.opening = part.closing = ""
    author = draft.truth["author"]
    return " " not in (author or "") and not _dashed(draft.truth["work"]) and not _dashed(author)


def run_together(draft: Draft, rng: random.Random) -> bool:
    names = [p.name for p in draft.parts]
    if "form" not in names or "category" not in names:
        return False
    at = names.index("form")
    if names[at : at + 2] != ["form", "category"] or not draft.parts[at].opening:
        return False
    together = draft.parts[at].text + draft.parts[at + 1].text
    opening = rng.choice(("[", ""))
    draft.parts[at] = Part("form", together, opening, "]" if opening else "")
    del draft.parts[at + 1], draft.gaps[at]
    gaps = draft.gaps[max(0, at - 1) : at + 1]
    return bool(opening) or all(g.strip() for g in gaps)


def misspelt(draft: Draft, rng: random.Random) -> bool:
    part = draft.part("category")
    if part is None or part.text not in SLIPS:
        return False
    part.text = rng.choice(SLIPS[part.text])
    return bool(part.opening)


def alias(draft: Draft, rng: random.Random) -> bool:
    del rng
    part = draft.part("category")
    if part is None or part.text not in ALIASES:
        return False
    part.text = ALIASES[part.text]
    return True


def suffixed(draft: Draft, rng: random.Random) -> bool:
    """个人赛, 短视频类."""
    name, ending = rng.choice(
        (("form", "赛"), ("form", "组"), ("category", "类"), ("category", "组"))
    )
    part = draft.part(name)
    if part is None or part.text not in {*SLIPS, "个人", "团队"}:
        return False
    part.text += ending
    return True


def traditional(draft: Draft, rng: random.Random) -> bool:
    del rng
    for part in draft.parts:
        if part.name in {"form", "category"}:
            part.text = "".join(FOREIGN.get(c, c) for c in part.text)
    return any(
        p.text != p.text.translate({ord(v): k for k, v in FOREIGN.items()}) for p in draft.parts
    )


def described(draft: Draft, rng: random.Random) -> bool:
    closed = bool(draft.parts[-1].closing) and draft.parts[-1].closing != " "
    gap = rng.choice((" ", "\n", "", "，") if closed else (" ", "\n"))
    unit = (draft.truth["department"] or "").endswith(
        ("部", "室", "中心", "站", "公司", "社", "科")
    )
    draft.back += gap + rng.choice(DESCRIPTIONS)
    return closed or (draft.parts[-1].name == "people" and unit)


def wish(draft: Draft, rng: random.Random) -> bool:
    draft.back += rng.choice(WISHES)
    return bool(draft.parts[-1].closing) and draft.parts[-1].closing != " "


def extension(draft: Draft, rng: random.Random) -> bool:
    draft.back += rng.choice(("", "", "(1)", " (2)")) + rng.choice((".mp4", ".MOV", ".avi", ".mkv"))
    return True


def invisible(draft: Draft, rng: random.Random) -> bool:
    for part in rng.sample(draft.parts, k=2):
        at = rng.randrange(len(part.text) + 1)
        around = part.text[max(0, at - 1) : at + 1]
        if "\u200d" not in around:
            part.text = part.text[:at] + rng.choice(INVISIBLE) + part.text[at:]
    draft.front = rng.choice(("\ufeff", "", "\u202a")) + draft.front
    return True


def padded(draft: Draft, rng: random.Random) -> bool:
    del rng
    author, people = draft.truth["author"] or "", draft.part("people")
    if people is None or len(author) != 2 or not people.text.startswith(author):
        return False
    people.text = f"{author[0]}\u3000{author[1]}{people.text[2:]}"
    return True


def wrapped(draft: Draft, rng: random.Random) -> bool:
    opening, closing = rng.choice(("“”", "《》", '""', "【】", "[]", "（）"))
    if draft.front or draft.back or any(not p.opening for p in draft.parts):
        return False
    draft.front, draft.back = opening, closing
    return True


def labelled(draft: Draft, rng: random.Random) -> bool:
    name, label = rng.choice(
        (("work", "作品名称"), ("form", "参与形式"), ("category", "类别"), ("people", "作者"))
    )
    part = draft.part(name)
    if part is None:
        return False
    part.text = f"{label}{rng.choice('：:')}{part.text}"
    return True


def missing(name: str) -> Harm:
    def harm(draft: Draft, rng: random.Random) -> bool:
        del rng
        if draft.part(name) is None:
            return False
        draft.remove(name)
        gone = ("author", "department") if name == "people" else (name,)
        for field in gone:
            draft.truth[field] = None
            draft.told.append(("T101", field))
        return True

    return harm


def emptied(name: str) -> Harm:
    def harm(draft: Draft, rng: random.Random) -> bool:
        del rng
        part = draft.part(name)
        if part is None or not (part.opening and part.closing):
            return False
        part.text = ""
        for field in ("author", "department") if name == "people" else (name,):
            draft.truth[field] = None
            draft.told.append(("T101", field))
        return True

    return harm


def half(name: str) -> Harm:
    def harm(draft: Draft, rng: random.Random) -> bool:
        people = draft.part("people")
        if people is None or people.text.count("+") != 1:
            return False
        author, department = people.text.split("+")
        kept = department if name == "author" else author
        sign = (
            rng.choice(("+", ""))
            if name == "department" or kept.endswith(("部", "室", "中心"))
            else "+"
        )
        people.text = f"{sign}{kept}" if name == "author" else f"{kept}{sign}"
        draft.truth[name] = None
        draft.told.append(("T101", name))
        return True

    return harm


def undecided(name: str) -> Harm:
    return _told("T103", name, lambda rng: CHOICES[name].replace("/", rng.choice("/／、或")))


def unknown(name: str) -> Harm:
    return _told("T104", name, lambda rng: rng.choice(UNKNOWN[name]), bracketed=True)


def template(name: str) -> Harm:
    return _told("T103", name, lambda _: TEMPLATE[name])


def _told(
    code: str, name: str, text: Callable[[random.Random], str], *, bracketed: bool = False
) -> Harm:
    def harm(draft: Draft, rng: random.Random) -> bool:
        part = draft.part("people" if name in {"author", "department"} else name)
        if part is None or (bracketed and not part.opening):
            return False
        if part.name == "people":
            if part.text.count("+") != 1:
                return False
            author, department = part.text.split("+")
            part.text = f"{text(rng)}+{department}" if name == "author" else f"{author}+{text(rng)}"
        else:
            part.text = text(rng)
        draft.truth[name] = None
        draft.told.append((code, name))
        return True

    return harm


def truncated(draft: Draft, rng: random.Random) -> bool:
    """Cut off somewhere behind the category: the people are gone, or only half there."""
    draft.cut = rng.random()
    return all(p.opening and p.closing for p in draft.parts) and draft.parts[-1].name == "people"


LOSSLESS = tuple(
    Kind(name, harm)
    for name, harm in (
        ("bracket family", brackets),
        ("one bracket of another family", one_bracket),
        ("closed by another family", mixed_bracket),
        ("closing bracket forgotten", unclosed),
        ("opening bracket forgotten", unopened),
        ("dash family", dashes),
        ("one other dash", one_dash),
        ("no dashes", no_dashes),
        ("one dash gone", one_dash_gone),
        ("spaces round dashes", spaced_dashes),
        ("one space", one_space),
        ("spaces inside brackets", spaces_inside),
        ("other signs for dashes", other_signs),
        ("other plus", other_plus),
        ("other sign for the plus", no_plus_but_a_sign),
        ("reply prefixes", prefix),
        ("text in front", front),
        ("hashtag topic", hashtag),
        ("hashtag behind", hashtag_behind),
        ("no topic", no_topic),
        ("form and category swapped", swapped_choices),
        ("two parts swapped", swapped),
        ("unbracketed", unbracketed),
        ("one part unbracketed", some_unbracketed),
        ("only spaces between", spaces_for_all),
        ("form and category run together", run_together),
        ("misspelt category", misspelt),
        ("alias", alias),
        ("个人赛, 短视频类", suffixed),
        ("traditional characters", traditional),
        ("description running on", described),
        ("a wish behind", wish),
        ("file extension", extension),
        ("invisible characters", invisible),
        ("padded name", padded),
        ("wrapped as a whole", wrapped),
        ("label in front of a part", labelled),
    )
)
LOSSY = (
    *(Kind(f"missing {n}", missing(n), True) for n in ("form", "category", "work", "people")),
    *(Kind(f"empty {n}", emptied(n), True) for n in ("form", "category", "work", "people")),
    *(Kind(f"missing {n}", half(n), True) for n in ("author", "department")),
    *(Kind(f"undecided {n}", undecided(n), True) for n in ("form", "category")),
    *(Kind(f"unknown {n}", unknown(n), True) for n in ("form", "category")),
    *(Kind(f"template's word for {n}", template(n), True) for n in TEMPLATE),
    Kind("truncated", truncated, True),
)
