"""What is left when the disk fills up while mail is fetched."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
from imap.netease import PASSWORD, USER, netease
from intake.mails import mail

from survival.runs import Run, assert_full, run


def letter(number: int, size: int) -> bytes:
    """A mail of about so many bytes, of which none repeats."""
    text = base64.encodebytes(hashlib.shake_128(bytes([number])).digest(size * 3 // 4))
    return mail(f"[{number}]", body=text.replace(b"\n", b"\r\n"))


@pytest.mark.parametrize(
    ("sizes", "room"),
    [
        ((500, 700_000, 3_000_000, 500), 1_500_000),
        pytest.param((500, 700_000, 3_000_000, 500), 300_000, marks=pytest.mark.slow),
        pytest.param((700,) * 60, 5_000, marks=pytest.mark.slow),
        pytest.param((700,) * 60, 100, marks=pytest.mark.slow),
    ],
    ids=["a large one", "the second", "the journal", "the first"],
)
def test_fetching_goes_on_where_the_disk_was_full(
    tmp_path: Path, sizes: tuple[int, ...], room: int
) -> None:
    raws = {uid: letter(uid, size) for uid, size in enumerate(sizes, 1)}
    mails = {uid: ("25-Aug-2025 12:00:00 +0800", raw) for uid, raw in raws.items()}
    with netease(mails=mails) as server:
        (tmp_path / "contest.toml").write_text(
            f"[contest]\ncloses = '2025-08-25'\n[mailbox]\nuser = '{USER}'\nhost = '127.0.0.1'\n"
            f"port = {server.port}\nsecurity = 'none'\n"
        )

        def fetched(limit: int | None = None) -> Run:
            command = ("--dir", tmp_path, "fetch", "--format", "json")
            return run(*command, room=limit, env={"CONTEST_PASSWORD": PASSWORD})

        assert_full(fetched(room), tmp_path / "inbox")
        before = {p.name: p.read_bytes() for p in tmp_path.rglob("*.eml")}
        assert before.items() <= {f"{uid:06}.eml": raw for uid, raw in raws.items()}.items()
        second = fetched()
        third = fetched()
    assert second.code == 0, second.err
    assert {int(p.stem): p.read_bytes() for p in tmp_path.rglob("*.eml")} == raws
    assert not list(tmp_path.rglob("*.part"))
    told = {row["uid"]: row["sha256"] for row in second.json()["results"]}
    assert told.items() <= {u: hashlib.sha256(raw).hexdigest() for u, raw in raws.items()}.items()
    assert (third.code, third.json()["results"]) == (0, [])
