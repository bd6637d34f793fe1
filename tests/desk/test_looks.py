"""Looks at the videos of entries: kept, judged again, drawn; and entries that are one work."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from running import Outcome, contest

from contest.media.run import run
from contest.media.tools import find_ffmpeg

ZOOM = "mandelbrot=s=320x180:r=12:maxiter=80:end_scale=0.0002"
OTHER = "gradients=s=320x180:r=12:c0=red:c1=blue:nb_colors=4:seed=3"
BLACK = "color=black:s=320x180:r=12"


def make(out: Path, *arguments: str) -> Path:
    command = [find_ffmpeg().path, "-v", "error", *arguments, "-pix_fmt", "yuv420p", str(out)]
    ran = run(command, seconds=120)
    assert ran.ok, ran.stderr
    return out


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One work in four shapes, and two others."""
    here = tmp_path_factory.mktemp("films")
    source = ["-f", "lavfi", "-i", ZOOM, "-t", "9", "-c:v", "libx264"]
    zoom = make(here / title("微光", "张三"), *source)
    copy = [find_ffmpeg().path, "-v", "error", "-i", str(zoom), "-c", "copy"]
    assert run([*copy, str(here / title("光微", "李四", "mkv"))], seconds=60).ok
    small = ["-vf", "hflip,scale=160:90,pad=160:120:0:15"]
    make(here / title("镜中", "王五"), "-i", str(zoom), *small)
    make(here / title("别处", "赵六"), "-f", "lavfi", "-i", OTHER, "-t", "9")
    make(here / title("黑夜", "钱七"), "-f", "lavfi", "-i", BLACK, "-t", "9", "-g", "12")
    return here


def title(work: str, author: str, ending: str = "mp4") -> str:
    return f"【45载圳青春】-[个人]-[短视频]-[{work}]-[{author}+编辑部].{ending}"


@pytest.fixture
def folder(tmp_path: Path, films: Path) -> Path:
    """A contest folder that has tracked them all."""
    contest("init", tmp_path / "c")
    assert call(tmp_path / "c", "track", films, "--format", "json").code == 1
    return tmp_path / "c"


def call(folder: Path, *arguments: str | Path) -> Outcome:
    return contest("--dir", folder, "--lang", "en", *arguments)


def rule(folder: Path, table: str, line: str) -> None:
    """Set one rule."""
    path = folder / "contest.toml"
    text = path.read_text(encoding="utf-8")
    assert f"[{table}]\n" in text
    path.write_text(text.replace(f"[{table}]\n", f"[{table}]\n{line}\n", 1), encoding="utf-8")


def entries(folder: Path) -> dict[str, dict[str, Any]]:
    found = call(folder, "entries", "list", "--format", "json").json()["results"]
    return {entry["work"]: entry for entry in found}


def codes(entry: dict[str, Any]) -> set[str]:
    return {finding["code"] for finding in entry["findings"]}


def number(folder: Path, work: str) -> str:
    return str(entries(folder)[work]["entry"])


def test_another_wrapping_is_told_of_both_at_once(folder: Path) -> None:
    found = entries(folder)
    for work, other in (("微光", "光微"), ("光微", "微光")):
        assert "S212" in codes(found[work])
        assert found[work]["status"] == "review"
        (said,) = [f["message"] for f in found[work]["findings"] if f["code"] == "S212"]
        assert said.startswith(f"Entry {found[other]['entry']} has the same film")
    assert not codes(found["镜中"]) & {"S212", "S213"}  # nobody has looked at it yet


def test_a_look_finds_the_same_pictures_and_is_made_once(folder: Path) -> None:
    first = call(folder, "probe", "--full", "--format", "json")
    assert first.code == 1
    assert {r["look"]["depth"] for r in first.json()["results"]} == {"full"}
    found = entries(folder)
    assert {"S213"} <= codes(found["镜中"])
    assert {"S212", "S213"} <= codes(found["微光"])
    assert {"M401"} <= codes(found["黑夜"])
    assert found["黑夜"]["status"] == "accepted"  # a warning
    assert not codes(found["别处"]) & {"S212", "S213", "S214"}
    again = call(folder, "probe", "--full", "--format", "json")
    assert again.json()["results"] == []
    assert again.code == 0
    anew = call(folder, "probe", "--deep", "--no-cache", "--format", "json")
    assert len(anew.json()["results"]) == 5
    assert {"S213"} <= codes(entries(folder)["镜中"])  # a glance takes nothing away


def test_a_weight_of_the_rules_counts_after_a_look(folder: Path) -> None:
    rule(folder, "severity", 'M401 = "error"')
    told = call(folder, "probe", "--deep")
    entry = entries(folder)["黑夜"]
    assert (entry["status"], entry["aspects"]["material"]) == ("returned", "fail")
    assert "M401 From 0:00 on the picture is black" in told.out
    with sqlite3.connect(folder / "contest.db") as db:
        (event,) = db.execute(
            "SELECT before, after FROM events WHERE what = 'judged anew' AND entry = ?",
            [entry["entry"]],
        )
    assert [json.loads(each)["verdict"] for each in event] == ["accepted", "returned"]


def test_what_a_person_says_of_two_stays(folder: Path, films: Path) -> None:
    one, other = number(folder, "微光"), number(folder, "光微")
    (pair,) = call(folder, "entries", "alike", "--format", "json").json()["results"]
    assert (pair["how"], pair["same"]) == ("streams", None)
    assert call(folder, "entries", "different", other, one, "--reason", "看过").code == 0
    found = entries(folder)
    assert "S212" not in codes(found["微光"]) | codes(found["光微"])
    assert [found[w]["status"] for w in ("微光", "光微")] == ["accepted", "accepted"]
    rule(folder, "severity", 'M202 = "info"')
    call(folder, "track", films, "--format", "json")  # judged by other rules, from the beginning
    assert "S212" not in codes(entries(folder)["光微"])
    assert call(folder, "entries", "same", one, other).code == 0
    found = entries(folder)
    (finding,) = [f for f in found["光微"]["findings"] if f["code"] == "S212"]
    assert finding["severity"] == "info"
    assert found["光微"]["status"] == "accepted"
    (pair,) = call(folder, "entries", "alike", one, "--format", "json").json()["results"]
    assert pair["same"] is True


def test_two_that_are_none_can_t_be_compared(folder: Path) -> None:
    assert call(folder, "entries", "same", "1", "1").code == 2
    done = call(folder, "entries", "different", "1", "99")
    assert (done.code, done.err) == (2, "error: There is no entry 99.\n")


def test_the_first_one_is_not_put_out_by_another(folder: Path, films: Path) -> None:
    rule(folder, "severity", 'S212 = "error"')
    call(folder, "track", films, "--format", "json")
    found = entries(folder)
    states = {found[work]["status"] for work in ("微光", "光微")}
    assert states == {"review", "returned"}


def test_a_withdrawn_twin_is_none(folder: Path) -> None:
    call(folder, "entries", "withdraw", number(folder, "光微"), "--reason", "重复")
    assert "S212" not in codes(entries(folder)["微光"])
    assert entries(folder)["微光"]["status"] == "accepted"


def test_pictures_are_drawn_and_named(folder: Path) -> None:
    one = number(folder, "微光")
    (before,) = call(folder, "entries", "show", one, "--format", "json").json()["results"]
    assert before["pictures"] == {"sheet": None, "poster": None}
    call(folder, "entries", "pictures", one)
    (after,) = call(folder, "entries", "show", one, "--format", "json").json()["results"]
    for path in map(Path, after["pictures"].values()):
        assert path.parent.parent == folder / "exports"
        assert path.read_bytes()[:2] == b"\xff\xd8"
        assert path.stat().st_mode & 0o777 == 0o600
        assert f"{path.parent.name}/{path.name}" in call(folder, "entries", "show", one).out
    pairs = call(folder, "entries", "alike", "--pictures", "--format", "json").json()["results"]
    assert Path(pairs[0]["picture"]).read_bytes()[:2] == b"\xff\xd8"


def test_what_is_tracked_in_full_is_compared_at_once(tmp_path: Path, films: Path) -> None:
    contest("init", tmp_path / "c")
    call(tmp_path / "c", "track", films / title("微光", "张三"), "--full")
    told = call(
        tmp_path / "c", "track", films / title("镜中", "王五"), "--full", "--format", "json"
    )
    (result,) = told.json()["results"]
    assert {"S213"} <= {finding["code"] for finding in result["findings"]}
    assert result["media"][0]["look"]["depth"] == "full"
    assert {"S213"} <= codes(entries(tmp_path / "c")["微光"])


def test_a_look_at_a_file_is_kept_in_the_contest(folder: Path, films: Path) -> None:
    film = films / title("黑夜", "钱七")
    call(folder, "probe", film, "--full", "--format", "json")
    with sqlite3.connect(folder / "contest.db") as db:
        assert db.execute("SELECT count(*) FROM looks").fetchone() == (1,)
        db.execute("UPDATE looks SET look = json_set(look, '$.seconds', 1.25)")
    (kept,) = call(folder, "probe", film, "--deep", "--format", "json").json()["results"]
    assert (kept["look"]["seconds"], kept["look"]["depth"]) == (1.25, "full")
    (anew,) = call(folder, "probe", film, "--full", "--no-cache", "--format", "json").json()[
        "results"
    ]
    assert anew["look"]["seconds"] == pytest.approx(9, abs=0.3)


def test_a_look_at_bytes_that_are_gone_is_none(folder: Path) -> None:
    for path in (folder / "files").rglob("*"):
        if path.is_file():
            path.rename(folder / path.name)
    results = call(folder, "probe", "--full", "--format", "json").json()["results"]
    assert all("M118" in codes(result) for result in results)
    for path in folder.iterdir():
        if len(path.name) == 64:
            path.rename(folder / "files" / path.name[:2] / path.name)
    again = call(folder, "probe", "--full", "--format", "json").json()["results"]
    assert len(again) == len(results) == 5
    assert not any("M118" in codes(result) for result in again)
