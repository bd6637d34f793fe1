"""What all of these tests need: rules, mails, room for temporary files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from intake.mails import mail, part
from media.conftest import studio as studio  # a fixture

from survival.begun import begun as begun  # fixtures
from survival.begun import folder as folder
from survival.begun import writing as writing
from survival.disks import Disk
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


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk of 8 MB, with a folder for temporary files."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    small = Disk(tmp_path / "disk")
    small.path.mkdir()
    if why := small.mount("size=8m"):
        pytest.skip(f"no small disk can be mounted here: {why}")
    try:
        small.tmp.mkdir()
        yield small
    finally:
        small.unmount()
