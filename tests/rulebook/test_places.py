"""Where in contest.toml a setting stands."""

from __future__ import annotations

import pytest

from contest.rulebook.places import Places

TEXT = """\
prizes = []
[contest]
name = "x"
  "closes"= 2025-08-25
text = '''
closes = no
[lengths]
'''
[categories."短视频"]
longest = "3:00"
[[scoring.criteria]]
name = "a"
[[scoring.criteria]]
name = "b"
weight = 1
[scoring.votes]
weight = 0.3
[fields]
author = { kind = "person", longest = 3 }
work.longest = 5
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("prizes",), (1, 0)),
        (("contest",), (2, 0)),
        (("contest", "closes"), (4, 2)),
        (("contest", "opens"), (2, 0)),
        (("lengths",), (None, 0)),
        (("categories", "短视频", "longest"), (10, 0)),
        (("scoring", "criteria", "1", "name"), (12, 0)),
        (("scoring", "criteria", "2", "weight"), (15, 0)),
        (("scoring", "criteria", "2", "points"), (13, 0)),
        (("scoring", "votes", "weight"), (17, 0)),
        (("fields", "author", "kind"), (19, 11)),
        (("fields", "author", "longest"), (19, 28)),
        (("fields", "work", "longest"), (20, 0)),
        (("nothing", "here"), (None, 0)),
    ],
)
def test_a_key_is_found_as_a_reader_would(
    path: tuple[str, ...], place: tuple[int | None, int]
) -> None:
    assert Places(TEXT).of(path) == place
