"""Where files go whose names lie."""

from __future__ import annotations

import base64
import io
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from intake.mails import MP4, mail, part, word
from intake.test_archives import attached

from survival.runs import run
from survival.sent import TITLE, assert_sound, fresh

NAMES = (
    "../../etc/x",
    "..\\..\\x",
    "/etc/contest-x",
    "C:\\x.mp4",
    "~/x.mp4",
    "..",
    "a\0b.mp4",
    "a\n\0.mp4",
    "a\r\nBcc: x@y.z\r\n\r\n.mp4",
    "长" * 5_000 + ".mp4",
    "CON",
    "NUL.mp4",
    "COM1",
    "x\u202e4pm.exe",
    "\u2066x\u200b\ufeff.mp4",
    "-rf.mp4",
    "--dir=x.mp4",
    ".hidden.mp4",
    "$(touch x)`touch x`;touch x.mp4",
)
PORTS = [f"{port}{number}" for port in ("COM", "LPT") for number in range(10)]
DEVICES = {"CON", "PRN", "AUX", "NUL", *PORTS}


def _named(name: str, seed: str) -> Iterator[bytes]:
    """Videos with this name: as RFC 2231 writes it, as an encoded word, as a member of a zip."""
    encoded = f"utf-8''{quote(name, safe='')}".encode()
    words = b' "' + word(name) + b'"'
    for way, parameter in ((b"1", b"filename*=" + encoded), (b"2", b"filename=" + words)):
        headers = b"Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; "
        content = MP4 + way + seed.encode()
        yield part(base64.encodebytes(content), b"video/mp4", headers + parameter + b"\r\n")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("x")
        entry.filename = name  # ZipInfo itself would mend it
        archive.writestr(entry, MP4 + b"3" + seed.encode())
    yield attached("a.zip", out.getvalue())


def _around(folder: Path, without: Path) -> dict[str, bytes | None]:
    """Everything under ``folder`` but what is ``without``, with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
        if path != without and not path.is_relative_to(without)
    }


def test_no_name_leads_out_of_the_contest(tmp_path: Path, rules: Path) -> None:
    for each in ("mails", "tmp", "cwd", "home", "a/b"):
        (tmp_path / each).mkdir(parents=True)
    for number, name in enumerate(NAMES):
        titled = TITLE.replace("微光", name)
        for subject in (f"参赛作品{number}", titled):
            path = tmp_path / "mails" / f"{number}-{subject == titled}.eml"
            path.write_bytes(mail(subject, part(b"hi"), *_named(name, path.stem)))
    folder = fresh(tmp_path / "a" / "b" / "c", rules)
    before = _around(tmp_path, folder)
    done = run(
        *("--dir", folder, "track", tmp_path / "mails", "--format", "json"),
        cwd=tmp_path / "cwd",
        tmp=tmp_path / "tmp",
        env={"HOME": str(tmp_path / "home")},
    )
    assert done.code == 1, done.err
    assert _around(tmp_path, folder) == before
    assert not Path("/etc/contest-x").exists()
    assert {p.name for p in folder.iterdir()} == {"contest.toml", "contest.db", "files", "works"}
    assert done.json()["summary"]["recorded"] == 2 * len(NAMES)
    assert_sound(folder)
    links = list((folder / "works").iterdir())
    assert len(links) >= 3 * len(NAMES)
    for link in links:
        assert link.is_symlink()
        assert link.resolve().parent.parent == (folder / "files").resolve()
        assert link.resolve().is_file()
        assert not {unicodedata.category(c) for c in link.name} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
        assert not set(link.name) & set('\\:*?"<>|')
        assert not link.name.startswith((".", "-", "~"))
        assert link.name.partition(".")[0].upper() not in DEVICES
        assert len(link.name.encode()) <= 255
