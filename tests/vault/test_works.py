"""works/: the same bytes under names that a person can read and no stranger can choose."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.vault import Vault, readable

HOSTILE = {
    "a path": "../../x",
    "an absolute path": "/etc/passwd",
    "a Windows path": "..\\..\\x",
    "a drive": "C:\\x",
    "a NUL": "a\0b",
    "a line": "a\nb\r\nc",
    "a very long name": "微" * 5_000,
    "a long name of emoji": "👨\u200d👩\u200d👧" * 500,
    "a name turned round": "gpj\u202e4pm.exe",
    "an escape": "\x1b[2J\x9b31m",
    "a half character": "a\udcffb",
    "dots": "..",
    "spaces": "   ",
    "wild cards": "*?[a]",
    "an option": "-rf",
    "nothing": "",
}


def is_one_name(name: str) -> bool:
    return (
        Path(name).name == name
        and len(name.encode()) <= 255
        and not set(name) & set('/\\:*?"<>|')
        and name.isprintable()
        and not name.startswith((".", "-", " "))
    )


def test_a_name_says_number_work_and_people() -> None:
    assert (
        readable("短-017", "微光成炬", ["张三", "编辑部"], ".mp4")
        == "短-017《微光成炬》_张三_编辑部.mp4"
    )


def test_what_is_not_known_is_left_out() -> None:
    assert readable("7", None, [None, "", "张三"], ".mov") == "7《_》_张三.mov"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_name_is_one_name_and_no_path(text: str) -> None:
    for name in (readable("7", text, [], ".mp4"), readable("7", "微光", [text, text], ".mp4")):
        assert is_one_name(name)
        assert name.startswith("7《")
        assert name.endswith(".mp4")


@settings(deadline=None)
@given(st.text(), st.lists(st.text(), max_size=4))
def test_any_work_by_anybody_gets_one_name(work: str, people: list[str]) -> None:
    name = readable("7", work, people, ".mp4")
    assert Path(name).name == name
    assert len(name.encode()) <= 255
    assert name.endswith(".mp4")
    assert not set(name) & set("/\\\0\n\r\u202e")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_name_becomes_a_link_inside_works(tmp_path: Path, text: str) -> None:
    vault = Vault(tmp_path)
    sha256, _ = vault.put([b"micro"])
    name = readable("7", text, [text], ".mp4")
    vault.link({name: sha256})
    assert [p.name for p in vault.works.iterdir()] == [name]
    assert (vault.works / name).read_bytes() == b"micro"


def test_links_are_made_renamed_and_removed(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    one, _ = vault.put([b"one"])
    two, _ = vault.put([b"two"])
    vault.link({"1《a》.mp4": one, "2《b》.mp4": two})
    assert {p.name: p.read_bytes() for p in vault.works.iterdir()} == {
        "1《a》.mp4": b"one",
        "2《b》.mp4": b"two",
    }
    vault.link({"1《c》.mp4": one})
    assert {p.name: p.read_bytes() for p in vault.works.iterdir()} == {"1《c》.mp4": b"one"}
    vault.link({"1《c》.mp4": two})
    assert (vault.works / "1《c》.mp4").read_bytes() == b"two"
    vault.link({})
    assert list(vault.works.iterdir()) == []
    assert vault.verify(one)
    assert vault.verify(two)


def test_a_link_that_is_right_is_left_alone(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    sha256, _ = vault.put([b"one"])
    vault.link({"a.mp4": sha256})
    before = (vault.works / "a.mp4").lstat()
    vault.link({"a.mp4": sha256})
    after = (vault.works / "a.mp4").lstat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_the_links_still_lead_to_the_bytes_when_the_folder_has_moved(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "here")
    sha256, _ = vault.put([b"one"])
    vault.link({"a.mp4": sha256})
    assert not (vault.works / "a.mp4").readlink().is_absolute()
    moved = (tmp_path / "here").rename(tmp_path / "there")
    assert (moved / "works" / "a.mp4").read_bytes() == b"one"


def test_what_a_person_put_there_stays(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    sha256, _ = vault.put([b"one"])
    vault.link({})
    (vault.works / "notes.txt").write_bytes(b"mine")
    (vault.works / "a.mp4").write_bytes(b"mine too")
    (vault.works / "folder").mkdir()
    vault.link({"a.mp4": sha256, "folder": sha256, "b.mp4": sha256})
    assert (vault.works / "notes.txt").read_bytes() == b"mine"
    assert (vault.works / "a.mp4").read_bytes() == b"mine too"
    assert (vault.works / "folder").is_dir()
    assert (vault.works / "b.mp4").read_bytes() == b"one"


def test_a_link_that_leads_nowhere_is_replaced_like_any_other(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    sha256, _ = vault.put([b"one"])
    vault.link({})
    (vault.works / "a.mp4").symlink_to("nowhere")
    vault.link({"a.mp4": sha256})
    assert (vault.works / "a.mp4").read_bytes() == b"one"


def test_a_link_that_another_run_is_about_to_put_in_place_is_left_alone(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    vault.works.mkdir()
    other = vault.works / ".link-1-abcd"
    other.symlink_to("nowhere")
    vault.link({})
    assert other.is_symlink()
