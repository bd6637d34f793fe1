"""Other people's videos, where they are at hand: each ends in a measured file."""

from __future__ import annotations

from pathlib import Path

import pytest

from contest.media import probe_all

CORPUS = Path(__file__).parents[3] / "shared/corpus/video"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real videos is not here")
def test_every_real_video_is_measured() -> None:
    paths = [path for path in sorted(CORPUS.rglob("*")) if path.is_file()]
    found = list(probe_all(paths))
    assert len(found) == len(paths)
    for media in found:
        codes = {fault.code for fault in media.faults}
        assert "M118" not in codes, media
        assert media.sha256 is not None
        if not codes:
            assert media.width, media
            assert media.duration, media
            assert media.frame_rate, media
