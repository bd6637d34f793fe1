"""Whatever the text: no exception, every place inside it, and what was written comes back."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from contest.titles import choose, is_title, parse
from contest.titles.fold import FOLD, INVISIBLE, PAIRS, SPACES
from contest.titles.units import unit_like

from .reading import FIELDS, GOOD, PATTERN, codes, is_clean, read, values

MARKS = "".join((*PAIRS, *PAIRS.values(), "-－—+＋#＃ \u3000\u200b\u202e\n"))
PIECES = st.sampled_from(
    ("[个人]", "个人", "[短视频]", "短视频", "【报家生活秀】", "#45载圳青春#", "[微光]",
     "张三+编辑部", "-", " - ", "—", "[", "]", "【", "】", "(", ")", "《", "》", "+", "＋", "#",
     "作品名称", "个人/团队", "Re: ", "转发：", ".mp4", "(1).mp4",
     "\u200b", "\u3000", "👨\u200d👩", "，", "\n", "a")
)  # fmt: skip
TEXTS = st.one_of(
    st.text(),
    st.text(alphabet=MARKS),
    st.lists(PIECES, max_size=20).map("".join),
)
NOT_IN_WORKS = "".join((*PAIRS, *PAIRS.values(), *SPACES, *INVISIBLE, "\u2028\u2029"))
PLAIN = st.text(
    st.characters(exclude_characters=NOT_IN_WORKS, exclude_categories=("Cs", "Zs", "Cc")),
    min_size=1,
    max_size=30,
).filter(lambda text: text not in PATTERN.labels.values())
JOINED = PLAIN.filter(lambda text: not set(text) & set("+＋﹢➕"))


@settings(deadline=None)
@given(TEXTS, st.integers(0, 10))
def test_no_text_raises_and_every_place_lies_inside_it(text: str, start: int) -> None:
    title = read(text, start)
    assert title.text == text
    assert tuple(title.fields) == PATTERN.fields
    for fault in title.faults:
        assert (fault.start is None) == (fault.end is None)
        if fault.start is not None and fault.end is not None:
            assert 0 <= fault.start <= fault.end <= len(text)
    for begin, end in title.spans.values():
        assert 0 <= begin <= end <= len(text)


@settings(deadline=None)
@given(TEXTS)
def test_every_value_found_has_its_place_and_the_places_do_not_overlap(text: str) -> None:
    title = read(text)
    assert set(title.spans) == {name for name, value in title.fields.items() if value is not None}
    if title.recognised > 1:
        # In the order of the text: a topic may stand behind, two parts may be swapped.
        ordered = sorted(title.spans.values())
        assert all(one[1] <= two[0] for one, two in pairwise(ordered))


@settings(deadline=None)
@given(TEXTS)
def test_a_suggested_title_validates_and_says_the_same(text: str) -> None:
    title = read(text)
    assume(not set("[]") & set("".join(filter(None, values(title)))))
    if title.suggested is not None:
        again = read(title.suggested)
        assert is_clean(again)
        assert again.fields == title.fields


@pytest.mark.parametrize("work", ["微光]", "[微光", "微]光"])
def test_no_title_is_suggested_that_the_work_s_own_brackets_break(work: str) -> None:
    title = read(f"【个人】-【短视频】-【{work}】-【张三+编辑部】")
    assert title.suggested is None or is_clean(read(title.suggested))


@settings(deadline=None)
@given(TEXTS)
def test_a_title_is_suggested_only_if_every_required_part_is_there(text: str) -> None:
    title = read(text)
    if title.suggested is not None:
        assert all(title.fields[name] for name in PATTERN.required)
    if title.repaired:
        assert title.suggested is not None


@settings(deadline=None)
@given(
    topic=st.sampled_from((None, "45载圳青春", "报家生活秀")),
    form=st.sampled_from(("个人", "团队")),
    category=st.sampled_from(("短视频", "长视频")),
    work=PLAIN,
    author=JOINED,
    department=PLAIN,
)
def test_what_is_written_by_the_pattern_is_read_back(
    topic: str | None, form: str, category: str, work: str, author: str, department: str
) -> None:
    fields = {
        "topic": topic, "form": form, "category": category,
        "work": work, "author": author, "department": department,
    }  # fmt: skip
    # A second plus, a department for an author, a telephone: a person decides (T121, T123, T124).
    assume("+" not in department.translate(FOLD))
    assume(not unit_like(author) and not any(map(PATTERN.label, (work, author, department))))
    assume(not re.search(r"\d{7}", author + "/" + department))
    text = PATTERN.render(fields)
    title = read(text)
    assert title.fields == fields
    assert codes(title) == ([] if topic else ["T114"])
    assert title.suggested == text
    assert not title.repaired


HOSTILE = {
    "open brackets": "[" * 4_000,
    "empty brackets": "[]" * 2_000,
    "two families": "【[" * 2_000,
    "weak brackets": "(" * 4_000,
    "weak brackets and hyphens": "-(" * 2_000,
    "hashes": "#" * 4_000,
    "one long word": "微" * 100_000,
    "spaces": " " * 100_000,
    "hyphens": "-" * 10_000,
    "hyphens between letters": "a-" * 5_000,
    "reply marks": "Re:" * 30_000,
    "half a reply mark": "re" + " " * 100_000,
    "copies' numbers": "(1)" * 30_000 + ".mp4",
    "a work of hyphens": f"[个人]-[短视频]-[{'-' * 900}]",
    "a work of spaces": f"[个人]-[短视频]-[{' ' * 900}",
    "a work of pluses": f"[个人]-[短视频]-[{'a+' * 450}",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_text_made_to_stop_the_parser_is_read_to_its_end(text: str) -> None:
    title = read(text)
    assert title.suggested is None
    assert codes(title)
    assert ("T118" in codes(title)) == (len(text) > 4_000)


def test_a_long_description_behind_a_title_does_not_hide_it() -> None:
    title = read(f"{GOOD} {'这是一个故事。' * 1_000}")
    assert values(title) == FIELDS
    assert title.suggested == GOOD
    assert codes(title) == ["T112", "T118"]


def test_what_is_known_to_stand_in_front_is_not_looked_at() -> None:
    text = f"原片：{GOOD}"
    assert is_clean(read(text, start=3))
    assert read(text, start=3).spans["topic"] == (4, 9)
    assert codes(read("报家生活秀", start=30)) == ["T119"]


def test_the_first_complete_title_is_chosen() -> None:
    texts = [("subject", "投稿"), ("file", GOOD), ("body", GOOD.replace("微光", "晚霞"))]
    title = choose((where, text, 0, PATTERN) for where, text in texts)
    assert title is not None
    assert (title.where, title.fields["work"]) == ("file", "微光")


def test_without_a_complete_title_the_one_that_says_most_is_chosen() -> None:
    texts = [("subject", "投稿"), ("file", "[个人]-[短视频]"), ("body", "#报家生活秀#")]
    title = choose((where, text, 0, PATTERN) for where, text in texts)
    assert title is not None
    assert title.where == "file"


def test_among_equals_the_first_is_chosen_and_among_none_none() -> None:
    title = choose([("subject", "投稿", 0, PATTERN), ("body", "你好", 0, PATTERN)])
    assert title is not None
    assert title.where == "subject"
    assert choose([]) is None


def test_is_title_asks_for_every_required_part() -> None:
    holds = is_title(PATTERN)
    assert holds(GOOD)
    assert holds("个人-短视频-微光-张三+编辑部.mp4")
    assert not holds("[个人]-[短视频]-[微光]-[张三]")
    assert not holds("IMG_4821.MOV")


def test_where_the_title_stood_is_kept() -> None:
    assert parse(GOOD, PATTERN, where="file").where == "file"
    assert parse("投稿", PATTERN, where="body").where == "body"


@settings(deadline=None)
@given(TEXTS)
def test_what_holds_nothing_of_a_title_is_read_as_none_either_way(text: str) -> None:
    careful = PATTERN._replace(hope=None)
    assert parse(text, PATTERN) == parse(text, careful)
