"""Subjects and file names of real mails, against what is agreed that they say."""

from __future__ import annotations

from functools import cache

import pytest

from .agreed import CORPUS, UNDECIDED, Compared, Key, compared, folded, table, total, total_of

here = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real mails is not here")


@cache
def read() -> dict[Key, Compared]:
    return {each.key: each for each in compared()}


def test_the_table_is_decided_and_in_order() -> None:
    rows = table()
    assert rows == sorted(rows, key=lambda row: row.key.place)
    assert len({row.key for row in rows}) == len(rows)
    assert not [row for row in rows if row.why == UNDECIDED or row.right is None]


@here
def test_what_is_agreed_is_what_we_read() -> None:
    wrong = {
        row.key
        for row in table()
        if folded(row.right) != (folded(read()[row.key].ours) if row.key in read() else None)
    }
    assert wrong == {row.key for row in table() if "ours" not in row.by}


@here
def test_nothing_else_has_changed() -> None:
    assert total_of(read().values(), {row.key for row in table()}) == total()


@here
@pytest.mark.parametrize("peer", ["default", "header"])
def test_where_the_standard_library_reads_otherwise_somebody_has_decided(peer: str) -> None:
    listed = {row.key for row in table()}
    unlisted = [
        (each.key, said.text, each.ours)
        for each in read().values()
        if (said := each.default if peer == "default" else each.header) is not None
        and said.clean
        and folded(said.text) != folded(each.ours)
        and each.key not in listed
    ]
    assert unlisted == []
