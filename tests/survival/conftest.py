"""What all of these tests need: rules, mails, room for temporary files."""

from __future__ import annotations

from pathlib import Path

import pytest
from intake.mails import mail, part
from media.conftest import studio as studio  # a fixture

from survival.runs import run
from survival.sent import Sent, film, nested, work


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contest.toml of a new contest."""
    folder = tmp_path_factory.mktemp("rules") / "c"
    assert run("init", folder).code == 0
    return folder / "contest.toml"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder for temporary files, on a disk with room."""
    (tmp_path / "tmp").mkdir()
    return tmp_path / "tmp"


@pytest.fixture(scope="module")
def small_mail(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """A mail with a video of 60 KB."""
    content = film(60_000)
    path = tmp_path_factory.mktemp("mail") / "small.eml"
    return Sent.by(path, work(content), content)


@pytest.fixture(scope="module")
def passed_on(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """A mail that passes another one on, with a video of 2 MB, encoded."""
    content = film(2_000_000)
    path = tmp_path_factory.mktemp("mail") / "passed-on.eml"
    return Sent.by(path, mail(b"Fw: x", part(b"hi"), nested(work(content))), content)
