"""A cinema whose films are made once in a session."""

from __future__ import annotations

import pytest

from contest.errors import ToolError
from contest.media.tools import find_ffmpeg

from .films import Cinema


@pytest.fixture(scope="session")
def cinema(tmp_path_factory: pytest.TempPathFactory) -> Cinema:
    try:
        program = find_ffmpeg().path
    except ToolError:
        pytest.skip("there is no ffmpeg to make films with")
    return Cinema(tmp_path_factory.mktemp("cinema"), program)
