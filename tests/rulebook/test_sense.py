"""What is of the right type and makes no sense: mistakes stop, warnings are told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contest.errors import Problem
from contest.rulebook.load import examine, read
from contest.rulebook.sense.dates import working_days

CATEGORIES = '[fields.category]\nvalues = ["短", "长"]\n'


def problems(text: str) -> tuple[Problem, ...]:
    return read(text.encode(), "contest.toml").problems


def told(text: str) -> list[tuple[str, bool]]:
    return [(p.key, p.warning) for p in problems(text)]


MISTAKES = [
    ("[contest]\ncorrections = 2025-08-20\n", "contest.corrections"),
    ("[contest]\ngrace = '1:2:3:4'\n", "contest.grace"),
    ("[[milestones]]\nname = 'x'\nbegins = 2025-09-02\nends = 2025-09-01\n", "milestones.1.ends"),
    ("[[milestones]]\nname = 'x'\nbegins = '2022-04-31'\n", "milestones.1.begins"),
    ("[title]\npattern = '{work}'\noptional = ['work']\n", "title.optional"),
    ("[title]\nlook = []\n", "title.look"),
    ("[title.file]\npattern = '{work}{author}'\n", "title.file.pattern"),
    ("[title]\nforbidden = ['@schools']\n", "title.forbidden"),
    ("[fields.work]\npattern = '('\n", "fields.work.pattern"),
    ("[fields.work]\nshortest = 5\nlongest = 3\n", "fields.work.longest"),
    ("[fields.department]\nroster = 'units'\n", "fields.department.roster"),
    ("[fields.year]\nof = 'student'\npattern = 'x'\n", "fields.year.of"),
    ("[fields.year]\nof = 'work'\n", "fields.year.of"),
    ("[rosters.units]\n", "rosters.units"),
    ("[rosters.units]\nfile = '../x.txt'\n", "rosters.units.file"),
    ("[rosters.units]\nnames = ['a']\naliases = { b = 'c' }\n", "rosters.units.aliases"),
    ("[rosters.units]\nnames = ['a']\nheads = 'n'\n", "rosters.units.heads"),
    ("[rosters.units]\nnames = ['a']\nheads = 'n'\ncolumns = { n = { a = 'x' } }\n",
     "rosters.units.heads"),
    ("[rosters.units]\nnames = ['a']\ncounted = 'x'\n", "rosters.units.counted"),
    ("[lengths]\nlongest = '1:00'\nshortest = '2:00'\n", "lengths.longest"),
    ("[lengths]\nbelow = '3:00'\nabove = '3:00'\n", "lengths.below"),
    ("[lengths]\npenalties = [{ over = '0:10', points = 1 }]\n", "lengths.penalties"),
    ("[lengths]\nlongest = '3:00'\ncutoff = '5:00'\n", "lengths.cutoff"),
    ("[media]\nleast_bit_rate = '9 Mbps'\nmost_bit_rate = '5 Mbps'\n", "media.most_bit_rate"),
    ("[media]\norientation = 'portrait'\nsizes = ['1920x1080']\n", "media.sizes"),
    ("[media]\ncontainers = ['mp5']\n", "media.containers"),
    ("[[documents]]\nname = 'x'\nleast = 3\nmost = 2\n", "documents.1.most"),
    (CATEGORIES + "[[documents]]\nname = 'x'\ncategory = '微'\n", "documents.1.category"),
    ("[[quotas]]\nper = ['athor']\nmost = 1\n", "quotas.1.per"),
    ("[[quotas]]\nper = ['author']\n", "quotas.1"),
    ("[[quotas]]\nper = []\nmost = 1\n", "quotas.1.per"),
    ("[team]\nleast = 4\nmost = 2\n", "team.most"),
    ("[[checklist]]\nname = 'x'\n[[checklist]]\nname = 'x'\n", "checklist.1.name"),
    ("[[scoring.criteria]]\nname = 'x'\nweight = '30%'\n", "scoring.criteria"),
    ("[[scoring.criteria]]\nname = 'x'\nweight = 1\n[[scoring.criteria]]\nname = 'y'\n",
     "scoring.criteria"),
    ("[scoring]\ntotal = 90\n[[scoring.criteria]]\nname = 'x'\n", "scoring.total"),
    ("[scoring]\ntrim = 1\n[[scoring.juries]]\nname = 'x'\njurors = 2\n", "scoring.trim"),
    ("[scoring]\nties = ['创意']\n", "scoring.ties"),
    ("[[scoring.juries]]\nname = 'x'\nweight = '50%'\n[scoring.votes]\nweight = '30%'\n",
     "scoring.juries"),
    ("[[prizes]]\nname = 'x'\nnumber = 1\nshare = '5%'\n", "prizes.1"),
    ("[[prizes]]\nname = 'x'\ncriterion = '创意'\n", "prizes.1.criterion"),
    ("[[prizes]]\nname = 'x'\nshare = '60%'\n[[prizes]]\nname = 'y'\nshare = '50%'\n", "prizes"),
    ("[[prizes]]\nname = 'x'\nranks = '1-5'\n[[prizes]]\nname = 'y'\nranks = '5-9'\n", "prizes"),
    ("[profiles]\n'省赛' = '/etc/x.toml'\n", "profiles.省赛"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key"), MISTAKES)
def test_one_mistake_is_told_under_its_key(text: str, key: str) -> None:
    assert told(text) == [(key, False)]
    assert read(text.encode(), "x").rules is None


WARNINGS = [
    ("[contest]\ncloses = '2025-08-25 周二'\n", "contest.closes"),
    ("[contest]\ncloses = 'Tuesday, 2020-03-02 23:59'\n", "contest.closes"),
    ("[[milestones]]\nname = '公示'\nkind = 'publicity'\nworking_days = 5\n"
     "[[milestones]]\nname = '颁奖'\nkind = 'ceremony'\nbegins = 2025-08-26\n",
     "milestones.1.working_days"),
    ("[[milestones]]\nname = '公示'\nkind = 'publicity'\nbegins = 2025-09-06\nends = 2025-09-12\n"
     "working_days = 6\n", "milestones.1.working_days"),
    ("[[milestones]]\nname = '公示'\nkind = 'publicity'\nends = 2025-09-30\n"
     "[[milestones]]\nname = '颁奖'\nkind = 'ceremony'\nbegins = 2025-09-10\n", "milestones.1"),
    ("[[milestones]]\nname = '投票'\nkind = 'voting'\nbegins = 2025-08-01\nends = 2025-09-01\n",
     "milestones.1"),
    ("[[milestones]]\nname = '颁奖'\nkind = 'ceremony'\nends = 2025-08-01\n", "milestones.1"),
    ("[[extensions]]\nwork = 'x'\nuntil = 2025-08-25\nreason = 'y'\n", "extensions.1.until"),
    ("[scoring]\ntrim = 1\n[[scoring.juries]]\nname = 'x'\njurors = 3\n", "scoring.trim"),
    ("[contest]\nfirst = 3\n", "prizes"),
    ("[[scoring.stages]]\nname = 'x'\ntake = 4\n", "prizes"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key"), WARNINGS)
def test_one_warning_is_told_and_stops_nobody(text: str, key: str) -> None:
    assert told(text) == [(key, True)]
    assert read(text.encode(), "x").rules is not None


def test_mistakes_of_shape_and_of_sense_are_told_in_one_go() -> None:
    text = (
        "[contest]\ncloses = '2025-08-25 周二'\n[lenghts]\nlongest = 1\n[media]\naudio = 3\n"
        "[[prizes]]\nname = 'x'\nshare = '5%'\nnumber = 1\n"
    )
    assert told(text) == [
        ("contest.closes", True), ("lenghts", False), ("media.audio", False), ("prizes.1", False),
    ]  # fmt: skip
    assert [p.line for p in problems(text)] == [2, 3, 6, 7]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("[media]\norientation = 'landscap'\n", "landscape"),
        ("[[quotas]]\nper = ['depatment']\nmost = 1\n", "department"),
        ("[title]\noptional = ['topik']\n", "topic"),
        ("[media]\ncontainers = ['matrosk']\n", "matroska"),
    ],
)
def test_the_nearest_known_word_is_told(text: str, near: str) -> None:
    (only,) = problems(text)
    assert only.arguments["near"] == near


def test_working_days_are_counted_without_week_ends() -> None:
    monday = date(2025, 9, 1)
    assert working_days(monday, date(2025, 9, 8)) == 5
    assert working_days(date(2025, 9, 6), date(2025, 9, 8)) == 0
    assert working_days(monday, monday) == working_days(date(2025, 9, 8), monday) == 0
    assert working_days(monday, date(2025, 9, 30)) == 21


def test_rosters_are_read_from_files_beside_the_rules(tmp_path: Path) -> None:
    (tmp_path / "contest.toml").write_text(
        "[rosters]\nunits = { file = 'units.txt' }\nstaff = { file = 'staff.csv' }\n", "utf-8"
    )
    (tmp_path / "units.txt").write_text("# 部门\n编辑部，采编部\n\n摄影部\t摄影\n", "utf-8")
    (tmp_path / "staff.csv").write_bytes("姓名,部门\n张三,编辑部\n李四,摄影部\n".encode("gb18030"))
    rules = examine(tmp_path / "contest.toml").rules
    assert rules is not None
    assert rules.rosters["units"].names == ("编辑部", "摄影部")
    assert rules.rosters["units"].aliases == {"采编部": "编辑部", "摄影": "摄影部"}
    assert rules.rosters["staff"].names == ("张三", "李四")
    assert rules.rosters["staff"].columns == {"部门": {"张三": "编辑部", "李四": "摄影部"}}


@pytest.mark.parametrize("content", [None, b"\x00\x01", b"x\n" * (5 << 20)])
def test_a_roster_that_can_not_be_read_is_one_mistake(
    tmp_path: Path, content: bytes | None
) -> None:
    (tmp_path / "contest.toml").write_text("[rosters]\nunits = { file = 'units.txt' }\n", "utf-8")
    if content is not None:
        (tmp_path / "units.txt").write_bytes(content)
    reading = examine(tmp_path / "contest.toml")
    assert [(p.key, p.line) for p in reading.problems] == [("rosters.units.file", 2)]
