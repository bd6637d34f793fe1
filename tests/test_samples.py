"""The sample inbox is what its script makes; only the videos may differ between encoders."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from running import INBOX, REPOSITORY, environment


@pytest.mark.slow
def test_the_script_makes_the_inbox_anew(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "tests/make_submissions.py", str(tmp_path)],
        cwd=REPOSITORY,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    made, kept = listing(tmp_path), listing(INBOX)
    assert set(made) == set(kept)
    differing = [name for name, text in made.items() if text != kept[name]]
    assert differing == []


def listing(folder: Path) -> dict[str, bytes]:
    """Every sample's bytes, what a video encoder wrote left out: long runs of base64."""
    files = (p for p in folder.rglob("*") if p.is_file() and not p.name.endswith(".json"))
    encoded = re.compile(rb"(?:[A-Za-z0-9+/=]{60,}\r?\n)+[^\r\n]*")
    return {str(p.relative_to(folder)): encoded.sub(b"...", p.read_bytes()) for p in files}


@pytest.mark.parametrize("domain", [rb"@[\w.-]+"])
def test_all_addresses_are_of_example_domains(domain: bytes) -> None:
    allowed = re.compile(rb"\.(?:example|test|invalid)$|(?:^|\.)example\.(?:com|org|net)$")
    found = {
        address[1:].rstrip(b".").lower()
        for path in INBOX.rglob("*.eml")
        for address in re.findall(domain, path.read_bytes())
    }
    foreign = {host for host in found if b"." in host and not allowed.search(host)}
    assert found
    assert foreign == set()
