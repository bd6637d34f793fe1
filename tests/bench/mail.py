"""Mails: many small ones, and one with a large video. The peer is the standard library, which
parses and, of the large one, decodes; we do all of our work."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import tempfile
from email.message import EmailMessage
from pathlib import Path

from bench.cost import cost, medians, show
from bench.stream import peak_of

PYTHON = sys.executable
SMALL = 3_000
LARGE = 300 << 20
"""Bytes of the large attachment."""

PARSE = """
import email, sys
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("*.eml")):
    with path.open("rb") as file:
        email.message_from_binary_file(file)
"""
DECODE = """
import email, sys
with open(sys.argv[1], "rb") as file:
    message = email.message_from_binary_file(file)
for part in message.walk():
    if part.get_filename():
        with open(sys.argv[2], "wb") as out:
            out.write(part.get_payload(decode=True))
"""
GMIME = """
import gi, sys
gi.require_version("GMime", "3.0")
from gi.repository import GMime
GMime.init()
if len(sys.argv) > 1:
    parser = GMime.Parser.new_with_stream(GMime.StreamFile.open(sys.argv[1], "r"))
    parts = GMime.PartIter.new(parser.construct_message(None))
    while True:
        part = parts.get_current()
        if isinstance(part, GMime.Part) and part.get_filename():
            out = GMime.StreamFile.open(sys.argv[2], "w")
            part.get_content().write_to_stream(out)
            out.close()
        if not parts.next():
            break
"""
SYSTEM = "/usr/bin/python3"
"""Whose GMime is Debian's: apt install python3-gi gir1.2-gmime-3.0."""
STDLIB = "stdlib email, compat32: parse only"
DECODING = "stdlib email, compat32: parse and decode"


def mail() -> None:
    """The tables, the memory last."""
    with tempfile.TemporaryDirectory() as scratch:
        _small(Path(scratch))
    with tempfile.TemporaryDirectory() as scratch:
        _large(Path(scratch))


def _small(folder: Path) -> None:
    for number in range(SMALL):
        (folder / f"{number:04}.eml").write_bytes(letter(number, os.urandom(1_500)))
    costs = medians(
        {
            STDLIB: [PYTHON, "-c", PARSE, str(folder)],
            "contest validate (at most 1.67×)": [
                *(PYTHON, "-m", "contest", "validate", str(folder), "--format", "jsonl")
            ],
        },
        rounds=5,
    )
    show(f"{SMALL:,} mails of 3 KB with a file each", costs, STDLIB)


def _large(folder: Path) -> None:
    tiny, large = folder / "tiny.eml", folder / "large.eml"
    tiny.write_bytes(letter(1, b"x" * 2_000))
    _write_large(large)
    contest = folder / "contest"
    cost([PYTHON, "-m", "contest", "init", str(contest)])
    validate = (PYTHON, "-m", "contest", "validate")
    track = (PYTHON, "-m", "contest", "--dir", str(contest), "track")
    costs = {DECODING: cost([PYTHON, "-c", DECODE, str(large), str(folder / "out")])}
    if _has_gmime():
        costs["GMime 3, in C: parse and decode"] = cost(
            [SYSTEM, "-c", GMIME, str(large), str(folder / "out")]
        )
    costs["contest validate (at most 0.25×)"] = cost([*validate, str(large)])
    peaks = {name: peak_of([*validate, str(p)]) for name, p in (("tiny", tiny), ("large", large))}
    kept = {}
    for name, path in (("tiny", tiny), ("large", large)):
        kept[name] = peak_of([*track, str(path)])
        shutil.rmtree(contest / "files")
        (contest / "contest.db").unlink()
    costs["contest track (at most 0.25×, twice GMime's)"] = cost([*track, str(large)])
    show(f"One mail with {LARGE >> 20} MiB attached", costs, DECODING)
    sys.stdout.write("\nThe peak of memory, MiB: a tiny mail, that one\n")
    for command, found in (("validate (at most 50)", peaks), ("track (at most 50 more)", kept)):
        sys.stdout.write(
            f"  {command:44} {found['tiny'] / 1024:9.1f}  {found['large'] / 1024:9.1f}\n"
        )


def _has_gmime() -> bool:
    try:
        return (
            subprocess.run([SYSTEM, "-c", GMIME], capture_output=True, check=False).returncode == 0
        )
    except OSError:
        return False


def letter(number: int, content: bytes) -> bytes:
    """A mail as an entrant sends it."""
    message = EmailMessage()
    message["Subject"] = f"【45载圳青春】-[个人]-[短视频]-[微光{number}]-[张三+编辑部]"
    message["From"] = f"张三 <u{number}@qq.example>"
    message["Date"] = "Mon, 25 Aug 2025 20:00:00 +0800"
    message["Received"] = "from a by mx.paper.example; Mon, 25 Aug 2025 20:00:05 +0800"
    message["Message-ID"] = f"<{number}@qq.example>"
    message.set_content("老师您好，\n附件是我的参赛作品，请查收。\n谢谢！\n")
    message.add_attachment(content, maintype="video", subtype="mp4", filename=f"微光{number}.mp4")
    return message.as_bytes()


def _write_large(path: Path) -> None:
    """The large mail, written piece by piece: it would not fit into the standard library."""
    head, mark, tail = letter(2, b"!").rpartition(base64.encodebytes(b"!"))
    piece = base64.encodebytes(os.urandom(57 << 14))
    with path.open("wb") as out:
        out.write(head)
        for _ in range(LARGE // (57 << 14)):
            out.write(piece)
        out.write(mark + tail)


if __name__ == "__main__":
    mail()
