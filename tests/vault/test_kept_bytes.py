"""files/: bytes under their hash, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contest.errors import ContestError
from contest.vault import Vault, private


def everything(folder: Path) -> list[str]:
    """Every file under ``folder``, whatever its name."""
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if not p.is_dir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_bytes_are_kept_under_their_hash(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    sha256, size = vault.put([b"mi", b"", b"cro"])
    assert (sha256, size) == (hashlib.sha256(b"micro").hexdigest(), 5)
    assert vault.path(sha256) == tmp_path / "files" / sha256[:2] / sha256
    assert vault.path(sha256).read_bytes() == b"micro"
    assert vault.verify(sha256)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chunks=st.lists(st.binary(max_size=50), max_size=5))
def test_any_chunks_come_back_in_one_piece(tmp_path: Path, chunks: list[bytes]) -> None:
    vault = Vault(tmp_path)
    sha256, size = vault.put(iter(chunks))
    assert vault.path(sha256).read_bytes() == b"".join(chunks)
    assert size == len(b"".join(chunks))
    assert vault.verify(sha256)


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    assert vault.put([b"ab"]) == vault.put([b"a", b"b"])
    assert len(everything(vault.files)) == 1
    vault.put([b"other"])
    assert len(everything(vault.files)) == 2


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, ContestError])
def test_chunks_that_break_off_leave_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"half"
        raise error("broken off")

    vault = Vault(tmp_path)
    with pytest.raises(error):
        vault.put(chunks())
    assert everything(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "message"), [(errno.ENOSPC, "disk is full"), (errno.EIO, "can't be written")]
)
def test_a_disk_that_fails_leaves_nothing_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, message: str
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    vault = Vault(tmp_path)
    with pytest.raises(ContestError, match=message) as caught:
        vault.put([b"x"])
    assert caught.value.exit_code == 2
    assert everything(tmp_path) == []


def test_changed_cut_or_missing_bytes_are_not_verified(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    sha256, _ = vault.put([b"micro"])
    for damaged in (b"micrO", b"micr", b""):
        vault.path(sha256).write_bytes(damaged)
        assert not vault.verify(sha256)
    vault.path(sha256).unlink()
    assert not vault.verify(sha256)
    assert not vault.verify("ab" * 32)


def test_putting_damaged_bytes_again_mends_them(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    sha256, _ = vault.put([b"micro"])
    vault.path(sha256).write_bytes(b"damaged")
    vault.put([b"micro"])
    assert vault.verify(sha256)


def test_what_is_kept_is_for_its_owner_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        vault = Vault(tmp_path / "contest")
        sha256, _ = vault.put([b"micro"])
        vault.link({"微光.mp4": sha256})
    finally:
        os.umask(old)
    assert mode(vault.files) == mode(vault.path(sha256).parent) == mode(vault.works) == 0o700
    assert mode(vault.path(sha256)) == 0o600


def test_a_folder_made_for_its_parents_too_is_private_itself(tmp_path: Path) -> None:
    private(tmp_path / "a" / "b")
    assert mode(tmp_path / "a" / "b") == 0o700
    private(tmp_path / "a" / "b")


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "files").touch()
    with pytest.raises(ContestError) as caught:
        Vault(tmp_path).put([b"x"])
    assert caught.value.arguments["path"] == str(tmp_path / "files")
    assert caught.value.arguments["reason"]


def test_a_hash_that_is_known_is_not_taken_again_and_one_that_is_not_is(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    right = hashlib.sha256(b"bytes").hexdigest()
    assert vault.put([b"by", b"tes"], lambda: right) == (right, 5)
    assert vault.put([b"by", b"tes"], lambda: None) == (right, 5)
    assert vault.verify(right)
