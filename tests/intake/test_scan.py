"""Boundary lines are found wherever the pieces of the file happen to end."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from contest.intake import scan as module
from contest.intake.scan import Dash, scan
from contest.intake.stretch import Stretch, whole


def scanned(tmp_path: Path, raw: bytes) -> dict[bytes, list[Dash]]:
    path = tmp_path / "mail"
    path.write_bytes(raw)
    found = scan(whole(str(path)))
    assert found.digest == hashlib.sha256(raw).hexdigest()
    return found.lines


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_a_line_is_found_with_the_ends_of_its_neighbours(tmp_path: Path, newline: bytes) -> None:
    raw = newline.join([b"--b", b"text", b"not --b", b"--b  ", b"-", b"--b--"])
    lines = scanned(tmp_path, raw)
    first, second = lines[b"--b"]
    assert raw[first.after : second.before] == newline.join([b"text", b"not --b"])
    assert raw[second.start :].startswith(b"--b  ")
    assert [dash.after for dash in lines[b"--b--"]] == [len(raw)]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13])
def test_the_size_of_the_pieces_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    raw = b"x\r\n--b\r\n\r\n--b--\n--\n-\n--" + b"c" * 300 + b"\n\n--last"
    expected = scanned(tmp_path, raw)
    pieces = Stretch.pieces
    monkeypatch.setattr(Stretch, "pieces", lambda self: pieces(self, size))
    assert scanned(tmp_path, raw) == expected
    assert set(expected) == {b"--b", b"--b--", b"--", b"--last"}


def test_too_many_lines_are_left_out_and_said_so(tmp_path: Path) -> None:
    path = tmp_path / "mail"
    path.write_bytes(b"--x\n" * (module.MOST_LINES + 1))
    assert scan(whole(str(path))).overflow
