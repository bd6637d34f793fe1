"""What the tests of the desk share: a small contest, to be broken."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from running import INBOX, contest

from contest.desk.folder import Folder, open_folder


@pytest.fixture(scope="package")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small contest with a roster and another rulebook beside its own."""
    path = tmp_path_factory.mktemp("backup") / "c"
    contest("init", path)
    (path / "names").mkdir()
    (path / "names" / "单位.txt").write_text("编辑部\n视觉中心\n印务中心\n", encoding="utf-8")
    rules = path / "contest.toml"
    text = rules.read_text(encoding="utf-8")
    text = text.replace("[profiles]\n", '[profiles]\n"省赛" = "省.toml"\n')
    text += '\n[rosters."单位"]\nfile = "names/单位.txt"\n'
    rules.write_text(text, encoding="utf-8")
    shutil.copy(rules, path / "省.toml")
    mails = sorted(INBOX.glob("*.eml"))[:6]
    assert contest("--dir", path, "track", *mails).code in {0, 1}
    contest("--dir", path, "awards", "grant", "1", "一等奖")
    return path


@pytest.fixture
def kept(made: Path, tmp_path: Path) -> Folder:
    """A copy of it, to be broken."""
    path = tmp_path / "c"
    shutil.copytree(made, path, symlinks=True)
    return open_folder(path, path)
