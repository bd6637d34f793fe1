"""Every event of the record is a sentence, also one that a newer program has written."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.cli.told import VERBS, change, event
from contest.ledger.history import Change, Event
from contest.wording import Wording

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
STATES = st.none() | st.dictionaries(st.text() | st.sampled_from(["status", "prize"]), VALUES)


def happened(what: str, before: Any = None, after: Any = None, reason: str | None = None) -> Event:
    return Event(1, 7, "微光", None, what, before, after, reason)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (happened("received", None, {"kind": "entry", "verdict": "review"}),
         "received: entry, review"),
        (happened("received", None, {"kind": "question", "verdict": None}), "received: question"),
        (happened("judged anew", {"verdict": "review"}, {"verdict": "accepted"}),
         "judged anew: verdict review → accepted"),
        (happened("compared", None, {"other": 9, "same": False}), "another work than entry 9"),
        (happened("undone", {"act": 5, "command": "awards grant"}),
         "act 5 taken back (granted a prize)"),
        (happened("edited", {"fields": {"work": "微光", "author": "张三"}},
                  {"fields": {"work": "微光成炬", "author": "张三"}}, "作者来信"),
         "title put right: work 微光 → 微光成炬  作者来信"),
        (happened("extended", {"until": None}, {"until": "2025-08-27"}),
         "let in later: until — → 2025-08-27"),
        (happened("polished", {"shine": 1}, {"shine": 2}), "polished: shine 1 → 2"),
        (happened("merged", None, {"other": 4, "submissions": [3, 4]}), "went into entry 4"),
        (happened("split", {"last": 2}, {"other": 4, "versions": [1, 2]}),
         "versions 1、2 are entry 4 now"),
        (happened("granted", None, {}), "“—” granted, place —"),
        (happened("overtaken"), "an edit fell away"),
    ],
)  # fmt: skip
def test_an_event_is_told_in_a_sentence(told: Event, sentence: str) -> None:
    assert event(told, Wording("en")) == sentence


@pytest.mark.parametrize("language", ["zh", "en"])
@given(what=st.sampled_from([*VERBS, "polished", "\x1b[2J"]), before=STATES, after=STATES,
       reason=st.none() | st.text())  # fmt: skip
def test_whatever_it_says_is_one_harmless_line(
    language: Any, what: str, before: Any, after: Any, reason: str | None
) -> None:
    said = event(happened(what, before, after, reason), Wording(language))
    assert "\n" not in said
    assert "\x1b" not in said


@given(before=STATES, after=STATES)
def test_a_row_is_told_by_what_of_it_is_another(before: Any, after: Any) -> None:
    lines = list(change(Change("entries", "[1]", before, after)))
    changed = {k for k in {*(before or {}), *(after or {})}
               if (before or {}).get(k) != (after or {}).get(k)}  # fmt: skip
    assert len(lines) == 1 + len(changed)
    assert not any("\n" in line for line in lines)
