"""Each kind of damage that titles arrive with: found, named, pointed at and mended."""

from __future__ import annotations

import pytest

from .reading import FIELDS, GOOD, codes, is_clean, pointed_at, read, the, values

PARTS = ("报家生活秀", "个人", "短视频", "微光", "张三+编辑部")
BRACKETS = [
    "［］", "【】", "〔〕", "「」", "『』", "〖〗", "《》", "〈〉",
    "（）", "()", "{}", "｛｝", "<>",
]  # fmt: skip
DASHES = ["－", "–", "—", "−", "‐", "‑", "﹣", "―", "--", "——", "－－"]


def assert_mended(text: str, *expected: str) -> None:
    title = read(text)
    assert values(title) == FIELDS
    assert codes(title) == sorted(expected)
    assert title.suggested == GOOD
    assert is_clean(read(GOOD))


@pytest.mark.parametrize("pair", BRACKETS)
def test_every_family_of_brackets_is_told_and_replaced(pair: str) -> None:
    text = "-".join(f"{pair[0]}{part}{pair[1]}" for part in PARTS)
    assert_mended(text, "T107")
    wrong = [part for part in PARTS if (pair != "【】") or part != PARTS[0]]
    assert the("T107", read(text)).args["number"] == len(wrong)
    assert pointed_at("T107", read(text)) == f"{pair[0]}{wrong[0]}{pair[1]}"


def test_a_bracket_closed_by_another_family_s_counts_as_closed() -> None:
    assert_mended("【报家生活秀】-[个人】-[短视频]-[微光]-[张三+编辑部]", "T107")
    assert_mended("【报家生活秀】-[个人]-[短视频]-[微光】-[张三+编辑部】", "T107")


def test_a_bracket_that_is_never_closed_ends_where_the_next_part_begins() -> None:
    assert_mended("【报家生活秀】-[个人-[短视频]-[微光]-[张三+编辑部", "T107")


@pytest.mark.parametrize("dash", DASHES)
def test_every_family_of_dashes_is_told_and_replaced(dash: str) -> None:
    text = GOOD.replace("-", dash)
    assert_mended(text, "T108")
    assert pointed_at("T108", read(text)) == dash
    assert the("T108", read(text)).args["number"] == 4
    assert_mended(dash.join(PARTS), "T107", "T108")


def test_parts_may_stand_side_by_side() -> None:
    assert_mended(GOOD.replace("-", ""), "T108")
    assert_mended(GOOD.replace("-", " "), "T108")


@pytest.mark.parametrize("space", [" ", "\u3000", "\xa0", "\t", "   "])
def test_spaces_round_the_hyphens_are_one_finding(space: str) -> None:
    text = GOOD.replace("-", f"{space}-{space}")
    assert_mended(text, "T109")
    assert pointed_at("T109", read(text)) == f"{space}-{space}"


def test_letters_that_look_like_dashes_stay_letters() -> None:
    title = read("[个人]-[短视频]-[一杯コーヒー]-[丁一+编辑部]")
    assert title.fields["work"] == "一杯コーヒー"
    assert title.fields["author"] == "丁一"
    assert is_clean(title)


@pytest.mark.parametrize(
    "prefix",
    [
        "Re: ", "RE:", "Re： ", "Fw: ", "FW:", "Fwd: ", "回复: ", "回复：", "答复: ", "转发: ",
        "转发：回复：", "RE[2]: ", "Re: RE: Re： Fw: 回复： 转发: ",
    ],
)  # fmt: skip
def test_reply_marks_are_passed_over_in_any_mix(prefix: str) -> None:
    assert_mended(prefix + GOOD, "T111")
    assert pointed_at("T111", read(prefix + GOOD)) == prefix


def test_re_inside_a_work_is_no_reply_mark() -> None:
    assert read("[个人]-[短视频]-[Re: you]-[张三+编辑部]").fields["work"] == "Re: you"


@pytest.mark.parametrize("plus", ["＋", "﹢", "➕"])
def test_every_form_of_the_plus_is_told_and_replaced(plus: str) -> None:
    assert_mended(GOOD.replace("+", plus), "T110")
    assert pointed_at("T110", read(GOOD.replace("+", plus))) == plus


@pytest.mark.parametrize(
    ("written", "meant", "code"),
    [("短片", "短视频", "T106"), ("长片", "长视频", "T106"), ("长视屏", "长视频", "T105"),
     ("短视頻", "短视频", "T105"), ("视短频", "短视频", "T105"), ("长视", "长视频", "T105")],
)  # fmt: skip
def test_an_alias_or_a_single_slip_is_taken_over(written: str, meant: str, code: str) -> None:
    title = read(f"[个人]-[{written}]-[微光]-[张三+编辑部]")
    fault = the(code, title)
    assert title.fields["category"] == fault.fix == meant
    assert pointed_at(code, title) == written
    assert title.suggested == f"[个人]-[{meant}]-[微光]-[张三+编辑部]"
    assert title.repaired


def test_a_slip_that_is_near_two_values_is_not_guessed() -> None:
    title = read("[个人]-[微视频]-[微光]-[张三+编辑部]")
    assert title.fields["category"] is None
    assert codes(title) == ["T104", "T114"]
    assert title.suggested is None


@pytest.mark.parametrize(
    ("text", "field", "standing"),
    [
        ("[个人/团队]-[短视频]-[微光]-[张三+编辑部]", "form", "个人/团队"),
        ("[个人]-[短视频/长视频]-[微光]-[张三+编辑部]", "category", "短视频/长视频"),
        ("[个人]-[短视频或长视频]-[微光]-[张三+编辑部]", "category", "短视频或长视频"),
        ("[个人]-[短视频]-[作品名称]-[张三+编辑部]", "work", "作品名称"),
        ("[个人]-[短视频]-[微光]-[作者+编辑部]", "author", "作者"),
        ("[个人]-[短视频]-[微光]-[张三+部门]", "department", "部门"),
        ("个人-短视频-作品名称-张三+编辑部", "work", "作品名称"),
        # The very words of the published call.
        ("[个人]-[短视频]-[微光]-[作者/团队负责人姓名+编辑部]", "author", "作者/团队负责人姓名"),
    ],
)
def test_a_word_of_the_template_left_standing_is_no_value(
    text: str, field: str, standing: str
) -> None:
    title = read(text)
    assert title.fields[field] is None
    assert the("T103", title).field == field
    assert pointed_at("T103", title) == standing
    assert title.suggested is None


FULL = ["【报家生活秀】", "[个人]", "[短视频]", "[微光]", "[张三+编辑部]"]


@pytest.mark.parametrize(
    ("part", "missing", "code"),
    [
        (0, ["topic"], "T114"),
        (1, ["form"], "T101"),
        (2, ["category"], "T101"),
        (3, ["work"], "T101"),
        (4, ["author", "department"], "T101"),
    ],
)
def test_a_part_left_out_is_named_and_the_others_keep_their_places(
    part: int, missing: list[str], code: str
) -> None:
    title = read("-".join(FULL[:part] + FULL[part + 1 :]))
    expected = dict(zip(title.fields, FIELDS, strict=True)) | dict.fromkeys(missing)
    assert title.fields == expected
    assert [(f.code, f.field) for f in title.faults] == [(code, name) for name in missing]


@pytest.mark.parametrize(
    ("people", "missing", "place"),
    [("[张三]", "department", 19), ("[张三+]", "department", 20), ("[+编辑部]", "author", 17)],
)
def test_half_of_the_last_part_is_named_too(people: str, missing: str, place: int) -> None:
    title = read(f"[个人]-[短视频]-[微光]-{people}")
    fault = the("T101", title)
    assert (fault.field, fault.start, fault.end) == (missing, place, place)


@pytest.mark.parametrize(
    "work",
    ["A-B-C", "1+1=2", "夜班(一)", "《雨》后", "[内]外", "【序】", "微光👨‍👩‍👧🎬", "Hello, World!",
     "7×24 小时", "#不停#", "½ Ⅱ ①", "…", "x.mp4", "个人", "短视频", "💡"],
)  # fmt: skip
def test_a_work_may_hold_almost_anything(work: str) -> None:
    title = read(f"[个人]-[短视频]-[{work}]-[张三+编辑部]")
    assert title.fields["work"] == work
    assert is_clean(title)


def test_a_bare_work_may_hold_hyphens_and_pluses() -> None:
    assert read("个人-短视频-A-B-张三+编辑部").fields["work"] == "A-B"
    assert read("个人-短视频-1+1=2-张三+编辑部").fields["work"] == "1+1=2"
    assert read("个人-短视频-《晚霞》续集-张三+编辑部").fields["work"] == "《晚霞》续集"
