"""Archives that this program didn't make, or that were damaged since, are refused in a sentence."""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contest.desk import archive
from contest.desk.backup import backup
from contest.desk.folder import Folder
from contest.desk.restore import restore
from contest.errors import LedgerError, RefusedError, SourceError
from contest.ledger.store import Store

AT = datetime(2025, 8, 26, 15, 10, tzinfo=UTC)


def back(path: Path, target: Path, *, dry_run: bool = False) -> None:
    restore(path, target, AT, dry_run=dry_run, force=False)


Infos = dict[str, bytes]


def forged(path: Path, target: Path, change: Callable[[Infos], object], **options: int) -> Path:
    """The archive with its members changed, the manifest made to fit."""
    with zipfile.ZipFile(path) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    change(members)
    with zipfile.ZipFile(target, "w", **options) as packed:  # type: ignore[call-overload]
        for name, data in members.items():
            packed.writestr(name, data)
    return target


def named(members: Infos, name: str, data: bytes = b"x") -> None:
    """Put a member in, and into the manifest."""
    manifest = json.loads(members["manifest.json"])
    manifest["members"].append(
        {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    )
    members[name] = data
    members["manifest.json"] = json.dumps(manifest).encode()


@pytest.fixture
def good(kept: Folder, tmp_path: Path) -> Path:
    return backup(kept, tmp_path / "good.zip", AT).path


def refused(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "inner" / "new"
    for dry_run in (True, False):
        with pytest.raises(SourceError):
            back(path, target, dry_run=dry_run)
    assert not (tmp_path / "inner").exists()


@pytest.mark.parametrize(
    "name",
    [
        "../evil.toml", "/etc/evil.toml", "rules/../../evil.toml", "rules/../evil.toml", "evil.txt",
        "rules/.profile.toml", "rules//evil.toml", "rules/a\\b.toml", "rules/evil.sh",
        "rules/files/a.txt", "rules/contest.toml", "files/ab/evil", "files/../evil.toml",
        "contest.db-journal", "works/a.mp4", "rules/a/b/c/d/e.toml", "rules/",
        "files/ab/" + "c" * 64, "RULES/a.toml", "rules/a\nb.toml",
    ],
)  # fmt: skip
def test_a_name_that_is_not_ours_is_refused(good: Path, tmp_path: Path, name: str) -> None:
    refused(forged(good, tmp_path / "a.zip", lambda m: named(m, name)), tmp_path)
    assert not list(tmp_path.rglob("evil*"))


def kept_name(members: Infos) -> str:
    """The first of the kept bytes."""
    return next(name for name in members if name.startswith("files/"))


CHANGES: dict[str, Callable[[Infos], object]] = {
    "no manifest": lambda m: m.pop("manifest.json"),
    "no ledger": lambda m: m.pop("contest.db"),
    "no rules": lambda m: m.pop("contest.toml"),
    "other bytes": lambda m: m.update({kept_name(m): bytes(len(m[kept_name(m)]))}),
    "fewer bytes": lambda m: m.update({kept_name(m): b""}),
    "bytes under the hash of others": lambda m: named(m, archive.kept_name("ab" * 32)),
    "more than the manifest says": lambda m: m.update({"extra.txt": b""}),
    "an empty manifest": lambda m: m.update({"manifest.json": b""}),
    "a list": lambda m: m.update({"manifest.json": b"[]"}),
    "a manifest of nothing": lambda m: m.update({"manifest.json": b"{}"}),
    "no UTF-8": lambda m: m.update({"manifest.json": b"\xff\xfe"}),
    "a deep manifest": lambda m: m.update({"manifest.json": b"[" * 100_000}),
}


@pytest.mark.parametrize("what", CHANGES)
def test_an_archive_that_is_not_whole_is_refused(good: Path, tmp_path: Path, what: str) -> None:
    refused(forged(good, tmp_path / "a.zip", CHANGES[what]), tmp_path)


def test_what_is_packed_smaller_than_it_is_is_refused(good: Path, tmp_path: Path) -> None:
    path = forged(
        good, tmp_path / "a.zip", lambda m: named(m, "rules/a.txt", bytes(10 << 20)),
        compression=zipfile.ZIP_DEFLATED,
    )  # fmt: skip
    refused(path, tmp_path)


def test_a_manifest_of_a_newer_program_is_told_so(good: Path, tmp_path: Path) -> None:
    path = forged(good, tmp_path / "a.zip", lambda m: m.update({"manifest.json": b'{"format": 2}'}))
    with pytest.raises(SourceError, match="newer"):
        back(path, tmp_path / "new")


def another_ledger(members: Infos, data: bytes) -> None:
    """Another ledger than was kept, and the manifest agrees."""
    manifest = json.loads(members["manifest.json"])
    for member in manifest["members"]:
        if member["name"] == "contest.db":
            member |= {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    members |= {"contest.db": data, "manifest.json": json.dumps(manifest).encode()}


def test_what_is_no_ledger_is_told_so(good: Path, tmp_path: Path) -> None:
    path = forged(good, tmp_path / "a.zip", lambda m: another_ledger(m, b"no database" * 99))
    with pytest.raises(LedgerError, match="damaged"):
        back(path, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_the_ledger_of_another_manifest_is_not_sound(good: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "other.db", patience=1):
        pass
    data = (tmp_path / "other.db").read_bytes()
    path = forged(good, tmp_path / "a.zip", lambda m: another_ledger(m, data))
    with pytest.raises(RefusedError):
        back(path, tmp_path / "new")


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_half_an_archive_is_refused(good: Path, tmp_path: Path, share: float) -> None:
    data = good.read_bytes()
    (tmp_path / "a.zip").write_bytes(data[: int(len(data) * share)])
    refused(tmp_path / "a.zip", tmp_path)


def test_any_byte_that_is_another_is_seen(good: Path, tmp_path: Path) -> None:
    data = bytearray(good.read_bytes())
    with zipfile.ZipFile(good) as packed:
        for info in packed.infolist():
            at = info.header_offset
            before = sum(struct.unpack("<HH", data[at + 26 : at + 30]))  # its name, what is extra
            place = at + 30 + before + info.file_size // 2
            data[place] ^= 1
            (tmp_path / "a.zip").write_bytes(data)
            data[place] ^= 1
            with pytest.raises(SourceError):
                back(tmp_path / "a.zip", tmp_path / "new", dry_run=True)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "folder", tmp_path / "absent.zip", Path("/dev/null")):
        refused(path, tmp_path)


def test_two_members_of_one_name_are_refused(good: Path, tmp_path: Path) -> None:
    shutil.copy(good, tmp_path / "a.zip")
    with (
        zipfile.ZipFile(tmp_path / "a.zip", "a") as packed,
        pytest.warns(UserWarning, match="Duplicate"),
    ):
        packed.writestr("contest.toml", b"")
    refused(tmp_path / "a.zip", tmp_path)
