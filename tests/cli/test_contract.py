"""The JSON contract of interface.md, held by snapshots over the sample inbox."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from expected import SNAPSHOTS, report_file, text, tracked, validated
from running import INBOX, contest


@pytest.fixture(scope="module")
def results() -> dict[str, list[object]]:
    return tracked()


def test_every_sample_gets_exactly_the_report_that_lies_beside_it(
    results: dict[str, list[object]],
) -> None:
    differing = [
        name
        for name, found in results.items()
        if text(found) != report_file(name).read_text(encoding="utf-8")
    ]
    assert differing == []


def test_every_sample_has_a_report_and_every_report_a_sample(
    results: dict[str, list[object]],
) -> None:
    samples = {p.name for p in INBOX.iterdir() if not p.name.startswith(".")}
    reports = {name for name in samples if name.endswith(".expected.json")}
    assert {report_file(name).name for name in samples - reports} == reports
    assert set(results) == samples - reports


def test_there_are_at_least_thirty_submissions_in_at_most_ten_megabytes() -> None:
    files = [p for p in INBOX.rglob("*") if p.is_file()]
    assert sum(p.stat().st_size for p in files) <= 10 * 1024 * 1024
    assert len([p for p in files if p.suffix == ".eml"]) >= 30


def test_validate_prints_the_document_of_its_snapshot() -> None:
    assert validated() == (SNAPSHOTS / "validate.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["validate", "track"])
def test_the_summary_counts_what_the_results_say(command: str, tmp_path: Path) -> None:
    contest("init", tmp_path / "c")
    outcome = contest("--dir", tmp_path / "c", command, INBOX, "--format", "json")
    document = outcome.json()
    verdicts = [r["verdict"] for r in document["results"]]
    assert document["version"] == 1
    assert document["command"] == command
    assert document["summary"]["submissions"] == len(verdicts)
    for verdict in ("accepted", "returned", "review"):
        assert document["summary"][verdict] == verdicts.count(verdict)
    assert document["summary"]["other"] == verdicts.count(None)
    if command == "track":
        assert document["summary"]["recorded"] + document["summary"]["unchanged"] == len(verdicts)


VALIDATE_KEYS = {
    "source", "part", "channel", "kind", "title", "sender", "sent_at", "received_at", "received_by",
    "late_by", "fields", "files", "findings", "suggested_title", "aspects", "verdict",
}  # fmt: skip
PROBE_KEYS = {
    "path", "sha256", "size", "container", "duration", "width", "height", "rotation", "frame_rate",
    "video_codec", "audio_codec", "audio_channels", "bit_rate", "findings", "verdict",
}  # fmt: skip
FINDING_KEYS = {"code", "severity", "message", "field", "start", "end", "fix"}


def test_results_have_the_keys_of_the_contract(results: dict[str, list[dict[str, object]]]) -> None:
    for found in results.values():
        for result in found:
            assert VALIDATE_KEYS | {"entry", "media"} <= set(result)
            findings = result["findings"]
            media = result["media"]
            assert isinstance(findings, list)
            assert isinstance(media, list)
            assert all(set(f) == FINDING_KEYS for f in findings)
            assert all(set(m) >= PROBE_KEYS for m in media)


def test_offsets_are_places_in_the_title(results: dict[str, list[dict[str, object]]]) -> None:
    seen = 0
    for found in results.values():
        for result in found:
            title = result["title"]
            assert isinstance(title, str)
            findings = result["findings"]
            assert isinstance(findings, list)
            for finding in findings:
                if finding["start"] is not None:
                    assert 0 <= finding["start"] <= finding["end"] <= len(title)
                    seen += 1
    assert seen > 20


def test_jsonl_prints_the_results_one_a_line() -> None:
    lines = contest("validate", INBOX, "--format", "jsonl").out.splitlines()
    document = contest("validate", INBOX, "--format", "json").json()
    assert [json.loads(line) for line in lines] == document["results"]


def test_csv_has_a_heading_and_a_row_for_every_result() -> None:
    rows = contest("validate", INBOX, "--format", "csv").out.splitlines()
    assert rows[0].startswith("source,part,channel,kind,verdict,title,")
    assert len(rows) == 1 + len(contest("validate", INBOX, "--format", "jsonl").out.splitlines())


def test_codes_and_keys_are_the_same_in_both_languages() -> None:
    english = contest("--lang", "en", "validate", INBOX, "--format", "json").json()
    chinese = contest("--lang", "zh", "validate", INBOX, "--format", "json").json()
    for one, two in zip(english["results"], chinese["results"], strict=True):
        assert set(one) == set(two)
        assert [f["code"] for f in one["findings"]] == [f["code"] for f in two["findings"]]
        assert one["verdict"] == two["verdict"]
