"""Whatever is measured and whatever the rules say: a finding is a fail, a pass has its measure."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from contest.checks import judge_media
from contest.checks.asked import QUESTIONS, asked_of
from contest.checks.table import ROWS
from contest.model import Answer, Details, Fault, Look, Media
from contest.rules import Category, Lengths, MediaRules, Penalty, Rulebook


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


SOME = st.integers(0, 500_000).map(lambda thousandths: thousandths / 1000)
SPANS = st.lists(SOME, max_size=6, unique=True).map(lambda ends: tuple(pairwise(sorted(ends)))[::2])
FAULTS = st.lists(
    st.sampled_from([c.code for c in ROWS if c.code.startswith("M1")]), max_size=3, unique=True
).map(lambda codes: tuple(Fault(code) for code in codes))
DETAILS = st.builds(
    Details,
    pixel_format=maybe(st.sampled_from(["yuv420p", "yuv422p10le", ""])),
    hdr=maybe(st.sampled_from(["pq", "hlg"])),
    dolby_vision=st.booleans(),
    interlaced=maybe(st.booleans()),
    **dict.fromkeys(
        (
            "slowest",
            "fastest",
            "still",
            "still_at",
            "key_interval",
            "sound_duration",
            "quiet",
            "quiet_at",
        ),
        maybe(SOME),
    ),
    sound_starts=maybe(st.floats(-5, 5)),
    video_bit_rate=maybe(st.integers(0, 10**8)),
    videos=st.integers(0, 3),
    covers=st.integers(0, 2),
    encoder=maybe(st.sampled_from(["", "Lavf61", "Editor"])),
    comment=maybe(st.sampled_from(["", "vid:v0200f", "text"])),
    make=maybe(st.sampled_from(["", "Apple"])),
)
LOOKS = st.builds(
    Look,
    depth=st.sampled_from(["deep", "full"]),
    seconds=SOME,
    black=SPANS,
    frozen=SPANS,
    silent=SPANS,
    loudness=maybe(st.floats(-90, 5)),
    peak=maybe(st.floats(-90, 5)),
    levels=st.lists(st.floats(-144, 0), max_size=3).map(tuple),
    frame=st.just(()) | st.tuples(*[st.floats(0.01, 1)] * 4),
    errors=st.integers(0, 3),
    error=maybe(st.text(max_size=5)),
)
MEDIA = st.builds(
    Media,
    path=st.text(max_size=8),
    sha256=maybe(st.just("ab")),
    size=maybe(st.integers(0, 10**10)),
    container=maybe(st.sampled_from(["mp4", "mov", "ogg", ""])),
    duration=maybe(SOME),
    declared=maybe(SOME),
    width=maybe(st.integers(0, 5000)),
    height=maybe(st.integers(0, 5000)),
    frame_rate=maybe(st.fractions(1, 200, max_denominator=1001)),
    video_codec=maybe(st.sampled_from(["h264", "hevc"])),
    audio_codec=maybe(st.just("aac")),
    audio_channels=maybe(st.integers(1, 6)),
    bit_rate=maybe(st.integers(0, 10**8)),
    faults=FAULTS,
    details=DETAILS,
    look=maybe(LOOKS),
)
LIMIT = maybe(st.sampled_from(["0:30", "1:00", "3分", 45, 2.5, 0]))
LIMITS = {
    **dict.fromkeys(
        ("longest", "shortest", "below", "above", "tolerance", "advised_longest",
         "advised_shortest", "about", "cutoff"), LIMIT),
    "penalties": st.lists(
        st.builds(Penalty, over=st.sampled_from([0, "0:10", 20]), points=st.just(1.0)), max_size=2
    ).map(tuple),
    "severity": maybe(st.sampled_from(["error", "off"])),
}  # fmt: skip
ASKS = st.builds(
    MediaRules,
    short_side=st.sampled_from([0, 720]),
    orientation=st.sampled_from(["any", "landscape", "portrait"]),
    audio=st.booleans(),
    containers=st.sampled_from([(), ("MP4",), ("mov", "mkv")]),
    preferred=st.sampled_from([(), ("mp4",)]),
    codecs=st.sampled_from([(), ("H.264",)]),
    smallest=maybe(st.sampled_from(["1 MB", 5])),
    largest=maybe(st.sampled_from(["1 GB", 5, "10"])),
    least=st.sampled_from(["", "1280x720"]),
    sizes=st.sampled_from([(), ("1920x1080", "720x576")]),
    aspects=st.sampled_from([(), ("16:9",)]),
    frame_rates=st.sampled_from([(), (25, "30000/1001")]),
    least_bit_rate=maybe(st.sampled_from(["5 Mbps", 9])),
    most_bit_rate=maybe(st.sampled_from(["50 Mbps", 9])),
)
BOOKS = st.builds(
    Rulebook,
    media=ASKS,
    lengths=st.builds(Lengths, **LIMITS),
    categories=st.fixed_dictionaries({"a": st.builds(Category, media=maybe(ASKS), **LIMITS)}),
    severity=st.dictionaries(
        st.sampled_from(sorted(QUESTIONS)), st.sampled_from(["off", "info"]), max_size=4
    ),
)

NUMBER = re.compile(r"(≥|≤|<) ([+-]?[\d.]+)(?: (?:s|%|dB|dBTP|LUFS))?")


def keeps(expected: str, actual: str) -> bool:
    """Whether a plain number keeps a plain limit, as far as its decimals go."""
    match, value = NUMBER.fullmatch(expected), re.fullmatch(r"([+-]?[\d.]+)(?: [\w%]+)?", actual)
    if not match or not value:
        return True
    limit, number = float(match[2]), float(value[1])
    spare = 0.51 * 10.0 ** -len(value[1].partition(".")[2])
    return number >= limit - spare if match[1] == "≥" else number <= limit + spare


@settings(deadline=None, max_examples=300)
@given(MEDIA, BOOKS, st.sampled_from([None, "a", "b"]))
def test_a_finding_is_a_fail_and_a_pass_has_a_measure_that_keeps_the_limit(
    media: Media, rules: Rulebook, category: str | None
) -> None:
    report = judge_media(media, rules, category)
    answers = asked_of(report, rules, category)
    assert [one.code for one in answers] == list(QUESTIONS)
    failed = {one.code for one in answers if one.outcome is Answer.FAIL}
    assert failed == {finding.code for finding in report.findings}
    for one in answers:
        if one.outcome is Answer.PASS:
            assert one.expected, one
            assert one.actual, one
            assert one.code == "M101" or keeps(one.expected, one.actual), one
        if one.outcome is Answer.UNKNOWN:
            assert one.expected, one
        if rules.severity.get(one.code) == "off":
            assert one.outcome is Answer.NA
