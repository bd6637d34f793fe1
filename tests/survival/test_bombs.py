"""What a mail that is a bomb costs the whole process."""

from __future__ import annotations

import binascii
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from intake.mails import MP4, mail, part, video
from intake.test_archives import attached, zipped
from intake.test_hostile import BOMBS, TOP

from survival.runs import Run, run
from survival.sent import TITLE, assert_sound, fresh


def spreadsheet(last: str) -> bytes:
    """A table of two cells, and one more at this place."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, text in (("A1", "作品名称"), ("B1", "作者"), (last, "x")):
            sheet.write(place, text)
    return out.getvalue()


def table(size: int, width: int) -> bytes:
    """A list of works, of about so many bytes, in rows of so many."""
    return ("作品名称,作者\n" + ("x" * (width - 3) + ",y\n") * (size // width)).encode()


def uuencoded(name: str, data: bytes) -> bytes:
    """An attachment in the encoding of before MIME, which comes line by line."""
    lines = [binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45)]
    headers = (
        f"Content-Transfer-Encoding: x-uuencode\r\nContent-Disposition: attachment; filename={name}"
    )
    return part(
        b"begin 644 a\n" + b"".join(lines) + b"`\nend\n", b"text/csv", headers.encode() + b"\r\n"
    )


FILMS = (video(b'"a.mp4"', MP4), video(b'"b.mp4"', MP4 + b"b"))


def listing(name: str, data: bytes) -> bytes:
    """A mail with two films, and what may be the table of them."""
    return mail(b"x", *FILMS, attached(name, data))


CARRIED: Mapping[str, Callable[[], bytes]] = {
    "films of zeros": lambda: mail(
        TITLE, attached("a.zip", zipped({f"{n}.mp4": bytes(3_000_000) for n in range(100)}))
    ),
    "zips in a zip": lambda: mail(
        TITLE,
        attached(
            "a.zip",
            zipped(
                dict.fromkeys(map("{}.zip".format, range(99)), zipped({"a": bytes(60_000_000)}))
            ),
        ),
    ),
    "a zip of many": lambda: mail(
        TITLE, attached("a.zip", zipped({f"{n}.mp4": b"" for n in range(60_000)}, 0))
    ),
    "a far cell": lambda: listing("a.xlsx", spreadsheet("XFD1048576")),
    "a large area": lambda: listing("a.xlsx", spreadsheet("ZZ20000")),
    "a long table": lambda: listing("a.csv", table(4_000_000, 4)),
    "a long table in pieces": lambda: mail(
        b"x", *FILMS, uuencoded("a.csv", table(2_500_000, 5_000))
    ),
}
"""What is a bomb by what it carries."""

FAST = ("nested parts",)


def _bombs() -> list[Any]:
    found = []
    for name in (*BOMBS, *CARRIED):
        marks = [] if name in FAST else [pytest.mark.slow]
        found.append(pytest.param(name, marks=marks))
    return found


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory, rules: Path) -> Callable[[str], float]:
    """Seconds of CPU that a command takes for a mail of one word, once all is compiled."""
    folder = tmp_path_factory.mktemp("tiny")
    (folder / "film.eml").write_bytes(mail(TITLE, *FILMS))
    (folder / "tiny.eml").write_bytes(TOP + b"\nx")
    found: dict[str, float] = {}

    def cost(command: str) -> float:
        if command not in found:
            _judged(command, folder / "film.eml", folder / "c", rules)
            runs = [_judged(command, folder / "tiny.eml", folder / "c", rules) for _ in range(2)]
            found[command] = min(done.cpu for done in runs)
        return found[command]

    return cost


def _judged(command: str, source: Path, folder: Path, rules: Path) -> Run:
    return run("--dir", fresh(folder, rules), command, source)


@pytest.mark.parametrize("name", _bombs())
def test_a_bomb_costs_a_process_little(
    tmp_path: Path, rules: Path, tiny: Callable[[str], float], name: str
) -> None:
    """At most 2 seconds of CPU over a tiny mail's, and 100 MB."""
    path = tmp_path / "bomb.eml"
    path.write_bytes(BOMBS[name] if name in BOMBS else CARRIED[name]())
    for command in ("validate", "track"):
        done = _judged(command, path, tmp_path / "c", rules)
        assert done.code in {0, 1}, done.err[-500:]
        assert "Traceback" not in done.err
        assert done.cpu - tiny(command) <= 2
        assert done.memory <= 100_000_000
    assert_sound(tmp_path / "c")
