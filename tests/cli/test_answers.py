"""contest probe -v: how every check was answered, for eyes, for pipes and for programs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from running import contest, on_a_terminal

from contest.checks import CHECKS
from contest.checks.asked import QUESTIONS
from contest.cli.safe import width
from contest.media.run import run
from contest.media.tools import find_ffmpeg

SMALL = ("-f", "lavfi", "-i", "testsrc2=s=480x270:r=25:d=2", "-c:v", "libx264")


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Too small, without sound, otherwise in order."""
    out = tmp_path_factory.mktemp("film") / "a.mp4"
    assert run([find_ffmpeg().path, "-v", "error", *SMALL, str(out)], seconds=60).ok
    return out


def rows(text: str, path: Path) -> list[str]:
    """What is said of each check in a pipe, without the path before it."""
    lines = [line.removeprefix(f"{path}: ") for line in text.splitlines()]
    return [line for line in lines if re.match(r"[^ ]+( known)? +M\d{3} ", line)]


def test_by_default_only_failures_are_told(film: Path) -> None:
    said = contest("--lang", "en", "probe", film).out
    assert len(said.splitlines()) == 3
    assert rows(said, film) == []


def test_v_answers_every_check_in_a_pipe_in_words(film: Path) -> None:
    said = rows(contest("--lang", "en", "probe", "-v", film).out, film)
    assert [re.findall(r"M\d{3}", line)[0] for line in said] == list(QUESTIONS)
    assert re.split(r"  +", said[0]) == [
        "pass",
        "M101 kind of file",
        "regular file",
        "regular file",
    ]
    told = {re.findall(r"M\d{3}", line)[0]: line.partition(" M")[0].strip() for line in said}
    assert {told["M202"], told["M204"]} == {"fail"}
    assert (told["M203"], told["M403"], told["M401"]) == ("n/a", "n/a", "not known")
    (small,) = (line for line in said if " M202 " in line)
    assert re.split(r"  +", small)[-1] == "[media] short_side"


def test_the_same_in_chinese_stands_in_columns_by_display_width(film: Path) -> None:
    said = rows(contest("--lang", "zh", "probe", "-v", film).out, film)
    assert len(said) == len(QUESTIONS)
    by_code = {re.findall(r"M\d{3}", line)[0]: line for line in said}
    assert re.split(r"  +", by_code["M202"]) == [
        "不通过 M202 画面短边", "≥ 720", "480×270", "[media] short_side"
    ]  # fmt: skip
    assert by_code["M401"].startswith("未知   M401 最长黑屏")
    assert by_code["M203"].startswith("不适用 M203 画面方向")
    assert by_code["M120"].count("逐行扫描") == 2
    ends = {width(line[: line.index("[media]")]) for line in said if "[media]" in line}
    assert len(ends) == 1


def test_a_terminal_sees_marks_and_without_colour_words(film: Path) -> None:
    bare = re.sub(r"\x1b\[[\d;]*m", "", on_a_terminal("--lang", "zh", "probe", "-v", film))
    lines = [line.rstrip() for line in bare.splitlines()]
    assert any(re.fullmatch(r" +检查项 +要求 +实测 +依据", line) for line in lines)
    for mark, code in (("✓", "M101"), ("✗", "M202"), ("–", "M203"), ("?", "M401")):
        assert any(line.startswith(f"    {mark} {code} ") for line in lines)
    plain = on_a_terminal("--lang", "zh", "probe", "-v", film, NO_COLOR="1")
    assert "    不通过 M202 画面短边" in plain
    assert "✗ M202" not in plain


def test_json_has_every_check_the_same_in_both_languages(film: Path) -> None:
    found: list[list[dict[str, Any]]] = []
    for language in ("en", "zh"):
        (result,) = contest("--lang", language, "probe", film, "--format", "json").json()["results"]
        found.append(result["checks"])
    assert found[0] == found[1]
    assert [check["code"] for check in found[0]] == list(QUESTIONS)
    for check in found[0]:
        assert list(check) == ["code", "name", "outcome", "clause", "expected", "actual"]
        assert check["name"] == CHECKS[check["code"]].name
        assert check["outcome"] in {"pass", "fail", "n/a", "unknown"}
    assert next(check for check in found[0] if check["code"] == "M202") == {
        "code": "M202",
        "name": "too-small",
        "outcome": "fail",
        "clause": "[media] short_side",
        "expected": "≥ 720",
        "actual": "480×270",
    }


def test_the_rules_of_the_category_and_their_clauses_are_those_of_the_title(tmp_path: Path) -> None:
    text = tmp_path / "【报家生活秀】-[个人]-[短视频]-[微光]-[张三+编辑部].mp4"
    text.write_text("no video")
    (result,) = contest("probe", text, "--format", "json").json()["results"]
    checks = {check["code"]: check for check in result["checks"]}
    assert checks["M201"]["clause"] == '[categories."短视频"] longest'
    assert (checks["M201"]["outcome"], checks["M201"]["expected"]) == ("unknown", "≤ 3:00")
    assert {c for c, check in checks.items() if check["outcome"] == "pass"} == {
        "M101", "M102", "M118", "M125"
    }  # fmt: skip


def test_a_stranger_s_name_is_no_command_to_the_terminal(tmp_path: Path) -> None:
    hostile = tmp_path / "a\x1b[2J\u202e.mp4"
    hostile.write_text("no video")
    out = contest("probe", "-v", hostile).out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "\x1b[2J" not in on_a_terminal("probe", "-v", hostile)
