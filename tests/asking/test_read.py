"""Text → tree: every field, every sort of value, every mistake with its place."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.asking.fields import FIELDS, Sort, table
from contest.asking.read import Context, numbers_only, read
from contest.asking.tree import (
    All,
    Asked,
    Between,
    Chosen,
    Either,
    Has,
    Not,
    Numbers,
    Starts,
    Text,
    Tree,
    Within,
)
from contest.asking.tree import Sort as Order
from contest.asking.written import written
from contest.errors import QueryError

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2025, 8, 25, 12, 30, 15, 999, tzinfo=UTC)
CONTEXT = Context(ZONE, now=NOW)


def tree(text: str) -> Tree:
    return read(text, CONTEXT).tree


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZONE)  # type: ignore[arg-type,misc]  # year to second


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", All()),
        ("微光", Text("", "微光")),
        ("微光 成炬", All((Text("", "微光"), Text("", "成炬")))),
        ('"微光 成炬"', Text("", "微光 成炬")),
        ("“微光 成炬”", Text("", "微光 成炬")),
        ("don't", Text("", "don't")),
        (r'"a \"b\" \\"', Text("", r'a "b" \\'.replace(r"\\", "\\"))),
        ("1 2 5 12-24", Numbers(((1, 1), (2, 2), (5, 5), (12, 24)))),
        ("#005 １２－２４ 7.. 3..4", Numbers(((5, 5), (12, 24), (7, None), (3, 4)))),
        ('"1984"', Text("", "1984")),
        ("1-9 微光 3", All((Numbers(((1, 9), (3, 3))), Text("", "微光")))),
        ("-12", Not(Numbers(((12, 12),)))),
        ("status:review", Chosen("status", "review")),
        ("状态：待核实", Chosen("status", "review")),
        ("-状态:有效", Not(Chosen("status", "accepted"))),
        ("status:disq", Chosen("status", "disqualified")),
        ("dept:编辑部", Text("department", "编辑部")),
        ('work:="x: y"', Text("work", "x: y", exact=True)),
        ("-award:", Not(Has("award"))),
        ("code:m3", Starts("code", "M3")),
        ("duration:3:00..", Between("duration", 180, None)),
        ("时长:..1分30秒", Between("duration", None, 90)),
        ("duration:1:00..3:00", Between("duration", 60, 180)),
        ("size:1MB..", Between("size", 1 << 20, None)),
        ("width:1920", Between("width", 1920, 1920)),
        ("received:2025-08-25", Within("received", at(2025, 8, 25), at(2025, 8, 26))),
        ("received:2025-08-25..", Within("received", at(2025, 8, 25), None)),
        ("received:..2025-08-25", Within("received", None, at(2025, 8, 26))),
        ("received:2025-08", Within("received", at(2025, 8, 1), at(2025, 9, 1))),
        ("received:2025", Within("received", at(2025, 1, 1), at(2026, 1, 1))),
        ("收到:2025年8月25日18:00..", Within("received", at(2025, 8, 25, 18), None)),
        ("received:..2025-08-25T18", Within("received", None, at(2025, 8, 25, 19))),
        ('received:"2025-08-25 18:30"',
         Within("received", at(2025, 8, 25, 18, 30), at(2025, 8, 25, 18, 31))),
        ("received:-2d..", Within("received", at(2025, 8, 23, 20, 30, 15), None)),
        ("received:今天", Within("received", at(2025, 8, 25), at(2025, 8, 26))),
        ("status:review or 微光 5",
         Either((Chosen("status", "review"), All((Numbers(((5, 5),)), Text("", "微光")))))),
        ("a 或 b", Either((Text("", "a"), Text("", "b")))),
        ("a and b", All((Text("", "a"), Text("", "b")))),
        ('a "or" b', All((Text("", "a"), Text("", "or"), Text("", "b")))),
        ("微光：爱在梅林", Text("", "微光：爱在梅林")),
    ],
)  # fmt: skip
def test_what_is_meant(text: str, meant: Tree) -> None:
    assert tree(text) == meant


def test_an_order_comes_beside_the_tree() -> None:
    found = read("a sort:received b sort:时长- -sort:work", CONTEXT)
    assert found.tree == All((Text("", "a"), Text("", "b")))
    assert found.sorts == (
        Order("received"), Order("duration", down=True), Order("work", down=True),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "under", "said"),
    [
        ("a statsu:x", "statsu", "status"),
        ("foo:x", "foo", "no field"),
        (":x", ":", "no field"),
        ("状太：待核实", "状太", "状态"),
        ("status:xx", "xx", "disqualified"),
        ("a duration:3:00..1:00", "3:00..1:00", "no length"),
        ("duration:x", "x", "no length"),
        ("size:big", "big", "no size"),
        ("width:-5", "-5", "no number"),
        ("received:2025-02-30", "2025-02-30", "no date"),
        ("received:..", "..", "no date"),
        ("received:2025-08-25T25:00", "2025-08-25T25:00", "no date"),
        ("received:9999-12-31", "9999-12-31", "no date"),
        ("entry:x", "x", "no number of an entry"),
        ("24-12", "24-12", "no number of an entry"),
        ("99999999999999999999", "99999999999999999999", "no number of an entry"),
        ('work:"abc', '"', "never closed"),
        ('""', '""', "quotes"),
        ("work:=", "", ":="),
        ("or a", "or", "both sides"),
        ("a or or b", "or", "both sides"),
        ("a or", "or", "both sides"),
        ("sort:foo", "foo", "no field"),
        ("sort:code", "code", "in order"),
    ],
)
def test_a_mistake_has_its_place_and_one_sentence(text: str, under: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        read(text, CONTEXT)
    error = caught.value
    assert error.text[error.start : error.end] == under
    assert said in error.message.format(**error.arguments)


def test_relative_dates_need_an_instant() -> None:
    with pytest.raises(QueryError):
        read("received:today", Context(ZONE))


def test_a_contest_s_own_parts_are_fields_by_name_and_by_label() -> None:
    own = Context(ZONE, table({"school": "学校/院系", "work": "片名", "work_no": ""}))
    assert read("school:理工", own).tree == read("学校:理工", own).tree == Text("school", "理工")
    assert read("院系:理工 片名:x", own).tree == All((Text("school", "理工"), Text("work", "x")))
    assert read("work_no:7", own).tree == Text("work_no", "7")


def test_only_numbers_are_numbers_only() -> None:
    assert numbers_only(read("1 2-3", CONTEXT)) == Numbers(((1, 1), (2, 3)))
    assert numbers_only(read("1 a", CONTEXT)) is None
    assert numbers_only(read("1 or 2", CONTEXT)) is None


def test_every_field_has_an_example_that_reads_as_it() -> None:
    for name, field in FIELDS.items():
        example = read(field.example, CONTEXT).tree
        inner = example.part if isinstance(example, Not) else example
        if field.sort is not Sort.NUMBERS:
            assert getattr(inner, "field", None) == name


def test_no_two_fields_are_called_the_same() -> None:
    called = [other for name, field in FIELDS.items() for other in (name, *field.others)]
    assert len(called) == len(set(called))


PIECES = st.sampled_from(
    ["微光", "or", "或", "and", "-", '"a b"', "“林 ”", "1", "12-24", "7..", "-3", "status:review",
     "-award:", "award:一等奖", "code:M3", "duration:3:00..", "duration:0.5", "size:..1MB",
     "received:2025-08-25..2025-08", "received:-3h..", "work:=“x”", "标题：a:b", "sort:received-",
     "-sort:work", 'work:"\\"q\\\\"', "author:-", "links:2..", "x=y", "=z", "'", "late:"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=6), max_size=8))
def test_what_is_written_reads_back(parts: list[str]) -> None:
    try:
        asked = read(" ".join(parts), CONTEXT)
    except QueryError:
        return
    assert read(written(asked), CONTEXT) == asked


@given(st.lists(PIECES | st.text(max_size=6), max_size=8))
def test_a_mistake_lies_inside_of_the_query(parts: list[str]) -> None:
    text = " ".join(parts)
    with suppress(QueryError):
        read(text, CONTEXT)
        return
    with pytest.raises(QueryError) as caught:
        read(text, CONTEXT)
    assert caught.value.text == text
    assert 0 <= caught.value.start <= caught.value.end <= len(text)


def test_nothing_asks_for_everything() -> None:
    assert read("  \u3000", CONTEXT) == Asked()
    assert written(Asked()) == ""
