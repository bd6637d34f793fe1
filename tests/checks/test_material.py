"""Videos against the rules: length and category, size, orientation, sound, container, bytes."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as with_rules

from contest.checks import CHECKS, judge, judge_media
from contest.model import Channel, Fault, Media, Severity, Verdict
from contest.quantities import length_text, octets, seconds
from contest.rules import Category, MediaRules, Rulebook

from .cases import FINE, LINK, RULES, VIDEO, args_of, case, codes, found, found_in

PROBED = [
    "M101", "M102", "M103", "M104", "M105", "M106", "M107", "M108", "M109", "M110", "M111",
    "M112", "M118",
]  # fmt: skip


def ruled(media: MediaRules) -> Rulebook:
    return with_rules(RULES, media=media)


def sized(width: int | None, height: int | None) -> Media:
    return FINE._replace(width=width, height=height)


def test_a_good_video_has_no_findings() -> None:
    assert found_in(FINE, category="短视频") == []
    assert judge_media(FINE, RULES, "短视频").verdict is Verdict.ACCEPTED


@pytest.mark.parametrize(
    ("duration", "short_is_fine"),
    [(0.1, True), (179.9, True), (180.0, True), (180.4, True), (180.6, False), (181.0, False),
     (3_600.0, False)],
)  # fmt: skip
def test_three_minutes_part_short_from_long_in_whole_rounded_seconds(
    duration: float, short_is_fine: bool
) -> None:
    video = FINE._replace(duration=duration)
    assert found_in(video, category="短视频") == ([] if short_is_fine else ["M201"])
    assert found_in(video, category="长视频") == (["M201"] if short_is_fine else [])


@settings(deadline=None)
@given(st.floats(0.01, 100_000))
def test_every_length_belongs_to_exactly_one_category(duration: float) -> None:
    video = FINE._replace(duration=duration)
    assert (found_in(video, category="短视频") == []) != (found_in(video, category="长视频") == [])


def test_a_contradicted_category_is_for_a_person_who_sees_both_lengths() -> None:
    report = judge_media(FINE._replace(duration=462.9), RULES, "短视频")
    (finding,) = report.findings
    assert (finding.severity, finding.field) == (Severity.REVIEW, "category")
    assert finding.args == {"duration": "7:43", "category": "短视频", "limit": "≤ 3:00"}
    assert report.verdict is Verdict.REVIEW


@pytest.mark.parametrize("category", [None, "", "中视频"])
def test_without_a_known_category_there_is_no_limit(category: str | None) -> None:
    assert found_in(FINE._replace(duration=9_999.0), category=category) == []


def test_an_unknown_length_contradicts_nothing() -> None:
    assert found_in(FINE._replace(duration=None), category="长视频") == []


def test_the_category_of_the_title_is_the_one_that_counts() -> None:
    report = judge(case(media=(FINE._replace(duration=400.0),)))
    assert codes(report.media[0].findings) == ["M201"]
    assert report.verdict is Verdict.REVIEW


def test_a_post_s_stated_length_is_judged_like_a_measured_one() -> None:
    post = case(channel=Channel.POST, files=(), duration=463.0)
    assert found(post) == ["M209"]
    assert args_of("M209", post) == {"duration": "7:43", "category": "短视频", "limit": "≤ 3:00"}
    assert found(case(channel=Channel.POST, files=(), duration=39.0)) == []


def test_limits_may_have_both_ends() -> None:
    limits = {"短视频": Category(above="0:30", longest=60)}
    rules = with_rules(RULES, categories=limits)
    lengths = (30.4, 31.0, 60.0, 61.0)
    results = [found_in(FINE._replace(duration=d), rules, "短视频") for d in lengths]
    assert results == [["M201"], [], [], ["M201"]]


@pytest.mark.parametrize(
    ("width", "height", "small"),
    [(1280, 720, False), (720, 1280, False), (1279, 719, True), (719, 1280, True),
     (544, 960, True), (960, 544, True), (720, 720, False), (3840, 600, True)],
)  # fmt: skip
def test_the_shorter_side_counts_lying_or_standing(width: int, height: int, small: bool) -> None:
    assert found_in(sized(width, height)) == (["M202"] if small else [])


def test_an_unknown_size_is_not_small() -> None:
    assert found_in(sized(None, None)) == []


def test_a_small_picture_is_a_warning_with_its_size() -> None:
    (finding,) = judge_media(sized(544, 960), RULES).findings
    assert finding.severity is Severity.WARNING
    assert finding.args == {"size": "544×960", "least": 720}


@pytest.mark.parametrize(
    ("wanted", "refused"), [("any", []), ("landscape", [(9, 16)]), ("portrait", [(16, 9)])]
)
def test_the_orientation_is_that_of_the_picture_as_displayed(
    wanted: str, refused: list[tuple[int, int]]
) -> None:
    rules = ruled(MediaRules(orientation=wanted, short_side=0))  # type: ignore[arg-type]  # a parameter of the test, checked by the rulebook
    for size in [(16, 9), (9, 16), (9, 9)]:
        assert found_in(sized(*size), rules) == (["M203"] if size in refused else [])


def test_a_silent_video_is_a_warning_unless_silence_is_allowed() -> None:
    silent = FINE._replace(audio_codec=None, audio_channels=None)
    assert found_in(silent) == ["M204"]
    assert found_in(silent, ruled(MediaRules(audio=False))) == []


def test_a_file_without_a_picture_is_not_blamed_for_its_silence_too() -> None:
    nothing = Media(path="x", faults=(Fault(code="M103", args={"what": "text"}),))
    assert found_in(nothing) == ["M103"]


def test_containers_and_codecs_may_be_restricted() -> None:
    assert found_in(FINE._replace(container="ogg")) == ["M205"]
    assert found_in(FINE, ruled(MediaRules(containers=("mov",)))) == ["M205"]
    assert found_in(FINE, ruled(MediaRules(containers=()))) == []
    assert found_in(FINE, ruled(MediaRules(codecs=("hevc",)))) == ["M206"]
    assert found_in(FINE._replace(video_codec="av1")) == []


def test_sizes_in_bytes_have_two_ends_which_are_included() -> None:
    rules = ruled(MediaRules(smallest="1 MB", largest="2 MB"))
    sizes = (1_048_575, 1_048_576, 2_097_152, 2_097_153)
    results = [found_in(FINE._replace(size=size), rules) for size in sizes]
    assert results == [["M207"], [], [], ["M208"]]


@pytest.mark.parametrize("code", PROBED)
def test_what_the_probe_noticed_is_weighed_as_the_table_says(code: str) -> None:
    report = judge_media(FINE._replace(faults=(Fault(code=code),)), RULES)
    assert [(f.code, f.severity) for f in report.findings] == [(code, CHECKS[code].severity)]


def test_a_mail_needs_a_video_or_a_link_and_only_one() -> None:
    assert found(case(files=())) == ["M301"]
    assert found(case(files=(VIDEO,))) == []
    assert found(case(files=(LINK,))) == ["M302"]
    assert found(case(files=(VIDEO, VIDEO))) == ["M303"]
    assert found(case(files=(VIDEO._replace(video=False),))) == ["M301"]


@pytest.mark.parametrize("channel", [Channel.POST, Channel.FILE, Channel.TEXT])
def test_only_a_mail_is_asked_for_its_video(channel: Channel) -> None:
    assert found(case(files=(), channel=channel)) == []


@pytest.mark.parametrize(
    ("length", "written"),
    [(0, "0:00"), (59.4, "0:59"), (59.6, "1:00"), (180, "3:00"), (3_600, "1:00:00")],
)
def test_a_length_is_written_as_people_do(length: float, written: str) -> None:
    assert length_text(length) == written


@pytest.mark.parametrize(
    ("written", "length"),
    [("3:00", 180), ("0:30", 30), ("1:02:03", 3_723), ("90", 90), ("1:30.5", 90.5), ("3：00", 180),
     (45, 45), (1.5, 1.5), (None, None)],
)  # fmt: skip
def test_a_length_of_the_rules_is_read(written: str | float | None, length: float | None) -> None:
    assert seconds(written) == length


@pytest.mark.parametrize(
    ("written", "size"),
    [("10 MB", 10 << 20), ("4GB", 4 << 30), ("1.5 kb", 1_536), ("2 MiB", 2 << 20), ("7", 7),
     ("7 B", 7), (12, 12), (None, None)],
)  # fmt: skip
def test_a_size_of_the_rules_is_read(written: str | int | None, size: int | None) -> None:
    assert octets(written) == size


@pytest.mark.parametrize("nonsense", ["three minutes", "3:", "-1", "3:00:00:00", ""])
def test_a_length_that_makes_no_sense_is_refused(nonsense: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        seconds(nonsense)


@pytest.mark.parametrize("nonsense", ["big", "10 PB", "-1", "1e9", ""])
def test_a_size_that_makes_no_sense_is_refused(nonsense: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        octets(nonsense)


def test_a_media_s_frame_rate_is_no_matter_of_the_rules() -> None:
    assert found_in(FINE._replace(frame_rate=Fraction(30_000, 1_001))) == []
