"""Other people's videos, where they are at hand: each ends in a measured file."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import contest

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


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real videos is not here")
def test_every_real_video_is_judged_when_it_is_looked_at() -> None:
    paths = [path for path in sorted(CORPUS.rglob("*")) if path.is_file()]
    done = contest("probe", *paths, "--deep", "--format", "json", timeout=300)
    assert done.code in {0, 1}, done.err
    assert done.err == ""
    results = done.json()["results"]
    assert [result["path"] for result in results] == [str(path) for path in paths]
    for result in results:
        codes = {finding["code"] for finding in result["findings"]}
        assert "M118" not in codes, result
        assert result["verdict"] in {"accepted", "review", "returned"}
        if result["width"] and not codes & {"M107", "M108"}:
            assert result["look"]["depth"] == "deep", result
            # Of a single key picture there may be nothing at two pictures a second.
            assert result["look"].get("seconds") or result["duration"] < 2, result
