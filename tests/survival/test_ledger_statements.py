"""A SIGKILL at the start of every single SQL statement of a command: it happened or it did not, and
the same command once more makes all of it right, the links in works/ too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from intake.mails import mail, part, video
from running import INBOX

from survival.begun import state
from survival.digests import Contents, aside, contents, half, wrong
from survival.programmes import Programme
from survival.seasons import Season, assert_same
from survival.sent import TITLE, film

pytestmark = pytest.mark.slow

COMMANDS = [
    (3, ["track", "2.eml"]),  # every third statement: they are many
    (1, ["entries", "withdraw", "1"]),
    (2, ["awards", "grant", "1", "三等奖"]),
    # Once it was taken in nobody waits for the file any more; what follows shows it in works/.
    (5, ["entries", "attach", "2", "a.mp4", "--force"], ["track", "linked.eml"]),
]
ASIDE = ("files", "media")
"""Tables of kept bytes and what was measured of them: more of it is no change of anything."""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, rules: Path) -> Path:
    """A folder with one entry; a mail with another lies beside it."""
    place = tmp_path_factory.mktemp("begun")
    for number, work in enumerate(("微光", "等风来"), 1):
        raw = mail(
            TITLE.replace("微光", work), part(b"hi"), video(content=film(9_000, b"%d" % number))
        )
        (place / f"{number}.eml").write_bytes(raw)
    first: list[list[str | Path]] = [["track", place / "1.eml"], ["entries", "accept", "1"]]
    shutil.copy(INBOX / "025-cloud-163.eml", place / "linked.eml")
    (place / "a.mp4").write_bytes(film(9_000, b"linked"))
    first.append(["track", place / "linked.eml"])
    (place / "first").mkdir()
    assert Season(Programme(rules, first), place / "first").run().wait() == 0
    return place


@pytest.mark.parametrize("given", COMMANDS, ids=["track", "withdraw", "grant", "attach"])
def test_at_every_statement(
    tmp_path: Path, rules: Path, begun: Path, given: tuple[int, list[str]]
) -> None:
    step, *commands = given
    words = [[begun / word if "." in word else word for word in command] for command in commands]
    programme = Programme(rules, words)

    def season() -> Season:
        shutil.rmtree(tmp_path / "c", ignore_errors=True)
        shutil.copytree(begun / "first" / "c", tmp_path / "c", symlinks=True)
        return Season(programme, tmp_path, tmp_path / "c")

    shutil.copytree(begun / "first" / "c", tmp_path / "calm" / "c", symlinks=True)
    undisturbed = Season(programme, tmp_path / "calm", tmp_path / "calm" / "c")
    before = _plain(contents(undisturbed.folder / "contest.db"))
    assert undisturbed.run().wait() == 0
    after = _plain(contents(undisturbed.folder / "contest.db"))
    assert before != after
    number, gone_on = 0, set()
    while (stopped := season()).run(str(number)).wait():
        assert half(stopped.folder) == []
        with aside(stopped.folder) as ledger:
            assert wrong(ledger) == []
            held = _plain(contents(ledger))
            assert held in (before, after)
        number += step
        left = hash(frozenset(state(stopped.folder).items()))
        if left in gone_on:
            continue  # every byte was left as after another kill, from which it went on
        gone_on.add(left)
        # What is forced would be done once more.
        stopped.next = int(held == after and "--force" in words[0])
        assert stopped.run().wait() == 0
        assert_same(stopped.folder, undisturbed.folder)
    assert number > 10
    assert len(gone_on) > 1


def _plain(held: Contents) -> Contents:
    return {table: rows for table, rows in held.items() if table not in ASIDE}
