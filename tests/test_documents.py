"""The READMEs are true: tables as the code has them, examples as they run."""

from __future__ import annotations

import re

import pytest
from documents import READMES, TABLES, with_outputs, with_tables
from running import REPOSITORY

README = pytest.mark.parametrize("name", READMES)


def text(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


@README
def test_tables_are_made_from_the_code(name: str) -> None:
    assert with_tables(text(name), READMES[name]) == text(name)
    assert len(re.findall(r"<!-- table: \w+ -->", text(name))) == len(TABLES)


@README
def test_examples_print_what_is_shown(name: str) -> None:
    assert with_outputs(text(name), READMES[name]) == text(name)
    assert len(re.findall(r"^\$ contest", text(name), re.M)) >= 12


def test_both_readmes_run_the_same_commands() -> None:
    english, chinese = (re.findall(r"^\$ (.*)$", text(name), re.M) for name in READMES)
    assert english == chinese


@README
def test_the_two_commands_are_targets_of_the_makefile(name: str) -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    for command in ("demo", "test"):
        assert f"make {command}" in text(name)
        assert re.search(rf"^{command}:", makefile, re.M)


def test_ci_runs_the_readmes_test_command() -> None:
    assert "make test" in (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")
