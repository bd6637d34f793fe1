"""Every check's question and its answer: what is no finding is not yet a pass."""

from __future__ import annotations

import re
from typing import Any

import pytest
from msgspec.structs import fields
from msgspec.structs import replace as with_rules

from contest.checks.asked import QUESTIONS
from contest.checks.table import ROWS
from contest.model import Answer, Asked, Details, Fault, Media
from contest.rules import Category, Lengths, MediaRules, Penalty, Rulebook
from contest.wording import WORDS

from .cases import RULES, weighed
from .whole import LOOK, OWN, UNSEEN, WHOLE, asked, detailed, limited, looked, outcomes, ruled

PASS, FAIL, NA, UNKNOWN = Answer.PASS, Answer.FAIL, Answer.NA, Answer.UNKNOWN


# The table


def test_every_check_of_a_video_has_its_question_in_the_table_s_order() -> None:
    assert list(QUESTIONS) == [check.code for check in ROWS if check.find_media]


def test_no_two_questions_are_called_the_same() -> None:
    assert len({question.label for question in QUESTIONS.values()}) == len(QUESTIONS)


def test_what_is_said_in_words_can_be_translated() -> None:
    rules = ruled(orientation="landscape")
    for media in (WHOLE, UNSEEN, Media(path="", faults=(Fault("M107"), Fault("M104")))):
        for one in asked(media, rules).values():
            for value in (one.expected, one.actual):
                if value and re.fullmatch(r"[a-z ]{4,}", value):
                    assert value in WORDS, one


@pytest.mark.parametrize(
    ("rules", "category"), [(RULES, None), (RULES, "长视频"), (OWN, "短视频"), (OWN, "x")]
)
def test_clauses_are_places_in_contest_toml_or_standards(
    rules: Rulebook, category: str | None
) -> None:
    known = {f.name for struct in (MediaRules, Category, Lengths) for f in fields(struct)}
    for one in asked(WHOLE, rules, category).values():
        if one.clause.startswith("["):
            keys = one.clause.rpartition("]")[2].strip()
            assert set(filter(None, keys.split(", "))) <= known
        else:
            assert one.clause in {"", "EBU R 128", "ITU-R BS.1770", "ITU-R BT.709"}


# The four answers


def test_a_video_in_order_passes_wherever_the_rules_ask_anything() -> None:
    answers = asked(WHOLE, RULES, "短视频")
    assert outcomes(answers, FAIL) == outcomes(answers, UNKNOWN) == set()
    unasked = {"M203", "M206", "M207", "M208", "M210", "M211", "M212", "M213", "M214", "M215",
               "M216", "M217"}  # fmt: skip
    assert outcomes(answers, NA) == unasked
    assert answers["M202"] == Asked("M202", PASS, "[media] short_side", "≥ 720", "1920×1080")


GOLDEN = [
    ("M101", Media("a", faults=(Fault("M101", args={"reason": "directory"}),)), RULES, FAIL,
     "regular file", "directory"),
    ("M102", WHOLE, RULES, PASS, "≥ 1 B", "40,000,000 B"),
    ("M102", Media("a", sha256="0", size=0, faults=(Fault("M102"),)), RULES, FAIL, "≥ 1 B", "0 B"),
    ("M102", Media("a", size=0), RULES, UNKNOWN, "≥ 1 B", None),
    ("M103", Media("a", sha256="0", size=9, faults=(Fault("M103", args={"what": "text"}),)), RULES,
     FAIL, "video", "text"),
    ("M106", WHOLE._replace(width=None, faults=(Fault("M106"),)), RULES, FAIL, "decodable", "none"),
    ("M106", WHOLE._replace(width=None, faults=(Fault("M111"),)), RULES, UNKNOWN, "decodable",
     None),
    ("M107", WHOLE._replace(faults=(Fault("M107"),)), RULES, FAIL, "complete", "cut short"),
    ("M107", WHOLE._replace(faults=(Fault("M108"),)), RULES, UNKNOWN, "complete", "complete"),
    ("M109", WHOLE._replace(duration=None, faults=(Fault("M109"),)), RULES, FAIL, "measurable",
     "none"),
    ("M110", WHOLE, RULES, PASS, "as measured", "60.0 / 60.0 s"),
    ("M110", WHOLE._replace(declared=90.0, faults=(Fault("M110"),)), RULES, FAIL, "as measured",
     "90.0 / 60.0 s"),
    ("M110", WHOLE._replace(declared=None), RULES, NA, None, None),
    ("M113", detailed(slowest=20.0, fastest=30.0), RULES, FAIL, "max/min < 1.25", "20–30 fps"),
    ("M114", detailed(still=3.0), RULES, FAIL, "< 2 s", "3.00 s"),
    ("M114", detailed(slowest=0.5, still=3.0), RULES, PASS, "≤ 8.00 s", "3.00 s"),
    ("M115", detailed(hdr="pq", dolby_vision=True), RULES, FAIL, "SDR", "HDR (PQ) + Dolby Vision"),
    ("M117", detailed(sound_duration=50.0), RULES, FAIL, "± 3.0 s", "-10.00 s"),
    ("M117", WHOLE._replace(audio_codec=None, details=Details(videos=1)), RULES, NA, None, None),
    ("M119", detailed(hdr="hlg", pixel_format="yuv420p10le"), RULES, NA, None, "yuv420p10le"),
    ("M120", detailed(interlaced=None), RULES, UNKNOWN, "progressive", None),
    ("M122", WHOLE._replace(video_codec="hevc"), RULES, PASS, "≥ 0.01", "0.096"),
    ("M123", detailed(encoder="Lavf61"), RULES, FAIL, "no converter", "Lavf61"),
    ("M123", detailed(encoder="Lavf61", make="Apple", model="iPhone"), RULES, PASS, "no converter",
     "Apple iPhone"),
    ("M123", detailed(encoder=None), RULES, UNKNOWN, "no converter", None),
    ("M125", WHOLE._replace(path="x/mmexport1712345678901.mp4"), RULES, FAIL, "not from a chat",
     "mmexport1712345678901.mp4"),
    ("M202", WHOLE._replace(width=544, height=960), RULES, FAIL, "≥ 720", "544×960"),
    ("M202", WHOLE, ruled(short_side=0), NA, None, "1920×1080"),
    ("M202", WHOLE, weighed(M202="off"), NA, None, "1920×1080"),
    ("M202", WHOLE._replace(width=None), RULES, UNKNOWN, "≥ 720", None),
    ("M203", WHOLE, ruled(orientation="portrait"), FAIL, "portrait", "1920×1080"),
    ("M204", WHOLE._replace(audio_codec=None), RULES, FAIL, "present", "none"),
    ("M204", WHOLE, ruled(audio=False), NA, None, "aac"),
    ("M205", WHOLE, ruled(containers=("mov", "MP4")), PASS, "mov, MP4", "mp4"),
    ("M207", WHOLE, ruled(smallest=1_000), PASS, "≥ 1,000 B", "40,000,000 B"),
    ("M208", WHOLE, ruled(largest="10 MB"), FAIL, "≤ 10 MB", "40,000,000 B"),
    ("M210", WHOLE, limited(above="0:30", longest=60), PASS, "> 0:30, ≤ 1:00", "1:00"),
    ("M210", WHOLE, limited(longest="0:50", tolerance=5), FAIL, "≤ 0:50 (± 0:05)", "1:00"),
    ("M210", WHOLE, limited(longest="0:50", severity="off"), NA, None, "1:00"),
    ("M210", WHOLE._replace(faults=(Fault("M107"),)), limited(longest=60), UNKNOWN, "≤ 1:00",
     "1:00"),
    ("M211", WHOLE, limited(about="1:10"), PASS, "≈ 1:10", "1:00"),
    ("M211", WHOLE, limited(longest="2:00", advised_longest="0:40"), FAIL, "≤ 0:40", "1:00"),
    ("M211", WHOLE, limited(longest="0:50", advised_longest="0:40"), NA, None, "1:00"),
    ("M213", WHOLE, ruled(sizes=("1920x1080",), least="1280x720"), PASS, "1920x1080; ≥ 1280x720",
     "1920×1080"),
    ("M214", WHOLE, ruled(aspects=("4:3",)), FAIL, "4:3", "1920×1080 (1.78)"),
    ("M215", WHOLE, ruled(frame_rates=(25, "30000/1001")), PASS, "25, 30000/1001", "25"),
    ("M216", WHOLE, ruled(least_bit_rate="5 Mbps", most_bit_rate=6_000_000), PASS,
     "≥ 5 Mbps, ≤ 6,000,000 bps", "5.33 Mbps"),
    ("M401", UNSEEN, RULES, UNKNOWN, "< 3 s", None),
    ("M401", looked(depth="deep"), RULES, PASS, "< 3 s", "1.00 s"),
    ("M401", looked(seconds=20.0), RULES, UNKNOWN, "< 3 s", None),
    ("M401", looked(seconds=0.2)._replace(duration=0.9), RULES, UNKNOWN, "< 3 s", None),
    ("M401", WHOLE._replace(faults=(Fault("M118"),)), RULES, UNKNOWN, "< 3 s", "1.00 s"),
    ("M402", looked(depth="deep"), RULES, UNKNOWN, "< 5 s", None),
    ("M402", looked(black=((0.0, 9.0),), frozen=((0.0, 9.0),)), RULES, PASS, "< 5 s", "none"),
    ("M403", looked(silent=((0.0, 60.0),)), RULES, NA, None, "60.00 s"),
    ("M404", looked(silent=((0.0, 60.0),)), RULES, FAIL, "< 98 %", "100 %"),
    ("M404", WHOLE._replace(audio_codec=None, details=Details(videos=1)), RULES, NA, None, None),
    ("M405", WHOLE._replace(audio_channels=1), RULES, NA, None, "1.0 dB"),
    ("M406", looked(peak=0.7), RULES, FAIL, "≤ +0.5 dBTP", "+0.7 dBTP"),
    ("M407", looked(loudness=None, levels=()), RULES, UNKNOWN, "≥ -33 LUFS", None),
    ("M408", WHOLE, RULES, PASS, "≤ -8 LUFS", "-21.8 LUFS"),
    ("M409", looked(depth="deep"), RULES, UNKNOWN, "0", None),
    ("M410", looked(frame=(0.0, 0.2, 1.0, 0.6)), RULES, FAIL, "≥ 80 %", "60 %"),
    ("M410", looked(frame=()), RULES, UNKNOWN, "≥ 80 %", None),
]  # fmt: skip


@pytest.mark.parametrize(("code", "media", "rules", "outcome", "expected", "actual"), GOLDEN)
def test_a_question_is_answered_with_what_should_be_and_what_is(
    code: str, media: Media, rules: Rulebook, outcome: Answer, expected: str, actual: str
) -> None:
    one = asked(media, rules)[code]
    assert (one.outcome, one.expected, one.actual) == (outcome, expected, actual)


def test_the_clause_is_the_one_that_counts_for_the_category() -> None:
    assert asked(WHOLE, OWN, "短视频")["M202"].clause == '[categories."短视频".media] short_side'
    assert asked(WHOLE, OWN, "短视频")["M201"].clause == '[categories."短视频"] longest'
    assert asked(WHOLE, OWN)["M202"].clause == "[media] short_side"
    assert asked(WHOLE, weighed(M202="off"))["M202"].clause == "[severity] M202"
    quoted = with_rules(RULES, categories={'a"\\b': Category(above=3), "a-1": Category(below=99)})
    assert asked(WHOLE, quoted, 'a"\\b')["M201"].clause == '[categories."a\\"\\\\b"] above'
    assert asked(WHOLE, quoted, "a-1")["M201"].clause == "[categories.a-1] below"


def test_penalties_ask_for_a_length_that_costs_nothing_and_for_the_end() -> None:
    steps = (Penalty(over=5, points=1), Penalty(over=20, points=3))
    limits = Lengths(longest="0:50", penalties=steps, cutoff="1:30")
    rules = with_rules(RULES, lengths=limits)
    answers = [asked(WHOLE._replace(duration=d, declared=d), rules) for d in (54.0, 55.0, 91.0)]
    assert [a["M212"].outcome for a in answers] == [PASS, FAIL, NA]
    assert [a["M210"].outcome for a in answers] == [PASS, PASS, FAIL]
    assert (answers[0]["M212"].expected, answers[0]["M210"].expected) == ("< 0:55", "≤ 1:30")
    assert answers[0]["M210"].clause == "[lengths] cutoff"
    own = with_rules(RULES, categories={"a": Category(longest=50, penalties=steps, cutoff=90)})
    assert asked(WHOLE, own, "a")["M201"].outcome is NA
    assert asked(WHOLE, own, "a")["M210"].clause == "[categories.a] cutoff"


def test_rare_key_pictures_do_not_show_that_nothing_is_black() -> None:
    rare = detailed(key_interval=10.0)._replace(look=LOOK._replace(depth="deep", seconds=50.0))
    assert asked(rare)["M401"].outcome is UNKNOWN
    assert rare.look is not None
    black = rare._replace(look=rare.look._replace(black=((0.0, 9.0),)))
    assert (asked(black)["M401"].outcome, asked(black)["M401"].actual) == (FAIL, "9.00 s")


# No false pass


def test_of_what_nobody_has_measured_only_the_name_is_known() -> None:
    answers = asked(Media("a.mp4"))
    assert outcomes(answers, PASS) == {"M125"}
    assert outcomes(answers, FAIL) == set()


@pytest.mark.parametrize("code", ["M101", "M102", "M103", "M104"])
def test_what_is_no_video_passes_nothing_that_needs_one(code: str) -> None:
    passed = outcomes(asked(WHOLE._replace(faults=(Fault(code),))), PASS)
    assert passed <= {"M101", "M102", "M118", "M125"} - {code}


def test_when_the_prober_died_everything_is_open() -> None:
    answers = asked(Media("a.mp4", size=9, faults=(Fault("M118", args={"reason": "memory"}),)))
    assert outcomes(answers, FAIL) == {"M118"}
    assert outcomes(answers, PASS) == set()
    assert answers["M118"].actual == "memory"


@pytest.mark.parametrize("code", ["M107", "M108", "M109"])
def test_a_length_that_is_not_the_whole_passes_no_limit(code: str) -> None:
    rules = limited(longest="2:00", advised_longest="1:30")
    answers = asked(WHOLE._replace(faults=(Fault(code),)), rules)
    assert {answers[c].outcome for c in ("M210", "M211", "M401", "M402")} == {UNKNOWN}
    short = asked(WHOLE._replace(faults=(Fault(code),)), limited(longest="0:30"))
    assert short["M210"].outcome is FAIL


@pytest.mark.parametrize("field", ["media", "details", "look"])
def test_knowing_less_never_makes_a_pass(field: str) -> None:
    rules = ruled(
        orientation="landscape", codecs=("h264",), smallest=1, largest="1 GB", least="1280x720",
        aspects=("16:9",), frame_rates=(25,), least_bit_rate=1, preferred=("mp4",),
    )  # fmt: skip
    before = asked(WHOLE, rules, "短视频")
    part: Any = WHOLE if field == "media" else getattr(WHOLE, field)
    for name in part._fields:
        if name in {"path", "details", "faults", "depth"}:
            continue
        default = type(part)._field_defaults.get(name)
        less = part._replace(**{name: default})
        parts: dict[str, Any] = {field: less}
        media = less if field == "media" else WHOLE._replace(**parts)
        after = asked(media, rules, "短视频")
        new = outcomes(after, PASS) - outcomes(before, PASS)
        assert new == set(), name
        assert {after[code].actual for code in outcomes(after, PASS)}.isdisjoint({None}), name
