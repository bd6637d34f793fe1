"""contest entries list, stats, fields: what a query means on the command line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from ledger.made import ZONE, Film, Made, fill
from running import Outcome, contest

from contest.desk.browse import meant
from contest.desk.folder import open_folder
from contest.errors import UsageError
from contest.ledger.store import Store

RULES = """
[rosters.units]
file = "units.csv"
heads = "人数"
counted = "{counted}"

[fields.department]
roster = "units"

[[checklist]]
name = "原创"
"""
ENTRIES = [
    Made(fields={"work": "微光成炬", "author": "张三", "category": "短视频",
                 "department": "编辑部"},
         title="微光", received=datetime(2025, 8, 25, 23, 30, tzinfo=ZONE), films=(Film(75.0),),
         awards=(("一等奖", True),)),
    Made(status="review", fields={"work": "梅林", "author": "李四、王五", "category": "长视频",
                                  "department": "编辑部、晶报"},
         title="梅林", received=datetime(2025, 8, 26, tzinfo=ZONE),
         findings=(("M301", "review"), ("M122", "info"))),
    Made(status="returned", fields={"work": "=老街", "author": "张三", "category": "短视频",
                                    "department": "外单位"}, title="老街"),
]  # fmt: skip


def folder(path: Path, counted: str = "each") -> Path:
    contest("init", path)
    (path / "units.csv").write_text("部门,人数\n编辑部,4\n晶报,10\n工会,5\n", "utf-8")
    with (path / "contest.toml").open("a", encoding="utf-8") as rules:
        rules.write(RULES.format(counted=counted))
    with Store(path / "contest.db", patience=1) as store:
        fill(store, ENTRIES)
    return path


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("listing") / "c")


def run(here: Path, *arguments: str, lang: str = "en") -> Outcome:
    return contest("--dir", here, "--lang", lang, "entries", *arguments)


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((), [1, 2, 3]),
        (("-award:",), [2, 3]),
        (("-award:", "--status", "review"), [2]),
        (("--format=csv", "1", "3"), [1, 3]),
        (("张三", "sort:work-"), [1, 3]),
        (("received:2025-08-25",), [1]),
        (("code:M3 or duration:1:15",), [1, 2]),
        (("dept:编辑部", "-work:“梅 林”"), [1]),
        (("--", "-status:returned", "-1"), [2]),
    ],
)
def test_a_list_of_what_was_asked_for(
    here: Path, arguments: tuple[str, ...], found: list[int]
) -> None:
    outcome = run(here, "list", "--columns", "entry", "--format", "csv", *arguments)
    assert (outcome.code, outcome.err) == (0, "")
    assert sorted(map(int, outcome.out.split()[1:])) == found


def test_only_how_many(here: Path) -> None:
    assert run(here, "list", "状态:待核实", "--count").out == "1\n"
    counted = run(here, "list", "--count", "--format", "json").json()
    assert (counted["summary"], counted["results"]) == ({"entries": 3}, [{"entries": 3}])


def test_columns_by_any_of_their_names(here: Path) -> None:
    outcome = run(here, "list", "1-2", "--columns", "no,作品，code,award,时长", "--format", "jsonl")
    assert outcome.out.splitlines() == [
        '{"entry":1,"work":"微光成炬","code":[],"award":["一等奖"],"duration":75.0}',
        '{"entry":2,"work":"梅林","code":["M122","M301"],"award":[],"duration":null}',
    ]
    shown = run(here, "list", "1-2", "--columns", "no,status,received,duration,code", lang="zh").out
    assert "001   有效    2025-08-25 23:30  1:15" in shown
    assert "M122 M301" in shown
    formula = run(here, "list", "3", "--columns", "work", "--format", "csv").out
    assert formula.splitlines()[1].startswith("'=")


@pytest.mark.parametrize(
    ("query", "english", "chinese"),
    [
        ("编辑部 statsu:x",
         "error: There is no field “statsu”; did you mean “status”?\n"
         "    编辑部 statsu:x\n           ^^^^^^\n",
         "错误：没有“statsu”这个字段，是不是“status”？\n"
         "    编辑部 statsu:x\n           ^^^^^^\n"),
        ("时长:abc or 1",
         "error: “abc” is no length; write 3:00, 90, 3:00.., ..90 or 1:00..3:00.\n"
         "    时长:abc or 1\n         ^^^\n",
         "错误：“abc”不是时长，请写成 3:00、90、3:00..、..90 或 1:00..3:00。\n"
         "    时长:abc or 1\n         ^^^\n"),
        ("作品:“微光",
         "error: The quote “ is never closed.\n    作品:“微光\n         ^\n",
         "错误：引号 “ 没有配对的后引号。\n    作品:“微光\n         ^\n"),
        ("1 or",
         "error: Something must stand on both sides of “or”.\n    1 or\n      ^^\n",
         "错误：“or”两边都要有内容。\n    1 or\n      ^^\n"),
    ],
)  # fmt: skip
def test_a_mistake_gets_a_caret(here: Path, query: str, english: str, chinese: str) -> None:
    assert (run(here, "list", query).code, run(here, "list", query).err) == (2, english)
    assert run(here, "list", query, lang="zh").err == chinese


def test_a_column_that_is_none_is_one_sentence(here: Path) -> None:
    outcome = run(here, "list", "--columns", "entry,wrok")
    assert outcome.code == 2
    assert "wrok" in outcome.err
    assert run(here, "list", "--columns", ",").code == 2
    assert run(here, "stats", "--by", "duration").code == 2


def test_what_a_command_is_to_take(here: Path) -> None:
    opened = open_folder(here, here)
    assert meant(opened, ["1", "3"]) == [1, 3]
    assert meant(opened, ["2-3", "status:review"]) == [2]
    assert meant(opened, ["sort:work-", "张三"]) == [1, 3]
    for texts in ([], [" "], ["7"], ["1-9"], ["微光", "梅林"], ["statsu:x"]):
        with pytest.raises(UsageError):
            meant(opened, texts)


@pytest.mark.parametrize(
    ("counted", "units"),
    [
        ("each", ["编辑部,2,3,4,0.75", "晶报,1,2,10,0.2", "工会,0,0,5,0.0", "外单位,1,1,,"]),
        ("first", ["编辑部,2,3,4,0.75", "晶报,0,0,10,0.0", "工会,0,0,5,0.0", "外单位,1,1,,"]),
        ("share", ["编辑部,1.5,3,4,0.75", "晶报,0.5,2,10,0.2", "工会,0,0,5,0.0", "外单位,1,1,,"]),
    ],
)
def test_departments_are_counted_by_the_declared_rule(
    tmp_path: Path, counted: str, units: list[str]
) -> None:
    here = folder(tmp_path, counted)
    outcome = run(here, "stats", "--by", "dept", "--format", "csv")
    assert outcome.out.splitlines() == ["department,entries,people,heads,share", *units]


def test_groups_of_several_fields_and_of_lists(here: Path) -> None:
    outcome = run(here, "stats", "--by", "category,status", "--format", "csv")
    assert [line.split(",")[:3] for line in outcome.out.splitlines()[1:]] == [
        ["短视频", "accepted", "1"], ["短视频", "returned", "1"], ["长视频", "review", "1"],
    ]  # fmt: skip
    shown = run(here, "stats", "code:M", "--by", "dept,category").out
    assert "工会" in shown
    days = run(here, "stats", "--by", "received", "--format", "jsonl").out
    assert '{"received":"2025-08-26","entries":1,' in days
    codes = run(here, "stats", "--by", "code", "--format", "json").json()
    assert {row["code"]: row["entries"] for row in codes["results"]} == {
        "": 2, "M122": 1, "M301": 1,
    }  # fmt: skip
    assert codes["summary"] == {"entries": 3}


def test_a_checklist_is_ticked_by_query(tmp_path: Path) -> None:
    here = folder(tmp_path)
    outcome = run(here, "tick", "-status:returned", "--yes")
    assert outcome.code == 0
    # The third was put into the ledger as it is, and only now all are counted.
    assert [line[:7] for line in outcome.err.splitlines()[:2]] == ["Entry 1", "Entry 2"]
    assert run(here, "tick", "nobody").code == 2


def test_the_fields_explain_themselves(here: Path) -> None:
    shown = run(here, "fields", lang="zh").out
    assert "duration:3:00.." in shown
    assert "时长" in shown


def test_a_command_for_one_entry_takes_a_query_that_only_one_fits(here: Path) -> None:
    (number,) = (
        e["entry"] for e in run(here, "list", "entry:2", "--format=json").json()["results"]
    )
    (shown,) = run(here, "show", "status:review", "--format=json").json()["results"]
    assert shown["entry"] == number == 2
    several = run(here, "show", "status:review or status:accepted")
    assert several.code == 2
    assert "entries; name one." in several.err
    for nonsense in ("0", "99999999999999999999999", "nobody", "stauts:x"):
        assert run(here, "show", nonsense).code == 2
