"""Every query finds what looking at every entry one by one finds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contest.asking.fields import FIELDS, table
from contest.asking.read import Context, read
from contest.asking.tree import (
    All,
    Asked,
    Between,
    Chosen,
    Either,
    Has,
    Not,
    Numbers,
    Starts,
    Text,
    Tree,
    Within,
)
from contest.checks.compare import comparable
from contest.errors import QueryError
from contest.ledger import listed
from contest.ledger.places import COLUMNS, PLACES
from contest.ledger.query import entries, entries_of
from contest.ledger.store import Store
from ledger.made import ACT, ZONE, Film, Made, fill

CONTEXT = Context(ZoneInfo("Asia/Shanghai"), table({"school": ""}))
TEXTS = st.sampled_from(
    ["", "微光", "《微光》成炬", "微 光", "ＡＢc", "abC", "张三", "编辑部", "ｶﾞ", "ガ", "e\u0301",
     "é", "①2", "12", "ﬁn", "·", "“”", "x·y", "林", "梅林", "İ", "ß", "%", "_",
     "a\\b", '"', "]", "^-"]
)  # fmt: skip
WORDS = TEXTS.filter(lambda text: text != "")
START = datetime(2025, 8, 25, tzinfo=ZONE)

films = st.builds(
    Film,
    duration=st.sampled_from([None, 0.4, 59.6, 60.0, 60.4, 180.0, 180.5]),
    width=st.sampled_from([640, 1920]),
    height=st.sampled_from([480, 1080]),
    codec=st.sampled_from(["h264", "hevc"]),
    size=st.sampled_from([0, 1 << 20, 5 << 20]),
)
made = st.builds(
    Made,
    status=st.sampled_from(["accepted", "returned", "review", "withdrawn"]),
    decided=st.sampled_from([None, "accepted", "withdrawn"]),
    fields=st.dictionaries(
        st.sampled_from(["work", "author", "department", "category", "form", "school"]), TEXTS
    ),
    title=TEXTS,
    sender=st.tuples(st.none() | TEXTS, st.none() | TEXTS),
    channel=st.sampled_from(["mail", "post"]),
    received=st.none()
    | st.integers(-50, 50).map(lambda hours: START + timedelta(hours=hours))
    | st.integers(-9, 9).map(
        lambda n: (START + timedelta(seconds=n)).astimezone(ZoneInfo("America/New_York"))
    ),
    late=st.sampled_from([None, 0, 60, 7200]),
    stated=st.sampled_from([None, 60.0, 200.0]),
    earlier=st.integers(0, 2),
    kinds=st.lists(st.sampled_from(["correction", "original"]), max_size=2).map(tuple),
    films=st.lists(films, max_size=2).map(tuple),
    findings=st.lists(
        st.tuples(st.sampled_from(["T101", "M301", "M122"]), st.sampled_from(["error", "info"])),
        max_size=2,
    ).map(tuple),
    among=st.lists(
        st.tuples(st.sampled_from(["E101", "F107"]), st.just("review"), WORDS), max_size=2
    ).map(tuple),
    awards=st.lists(st.tuples(WORDS, st.booleans()), max_size=2).map(tuple),
)  # fmt: skip


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


names = st.sampled_from(
    ["work", "author", "department", "category", "form", "title", "sender", "award", "tick",
     "school", "topic", "codec"]
)  # fmt: skip
terms = st.one_of(
    WORDS.map(quoted),
    st.builds("{}:{}{}".format, names, st.sampled_from(["", "="]), WORDS.map(quoted)),
    st.sampled_from([*FIELDS, "school"]).filter(lambda n: n != "entry").map(lambda n: f"{n}:"),
    st.sampled_from(
        ["status:review", "decided:accepted", "channel:post", "kind:correction", "kind:entry",
         "severity:error", "severity:review", "code:M", "code:M301", "code:=M1", "code:F1",
         "duration:1:00", "duration:60..180", "duration:3:00..", "duration:..59.6", "late:0",
         "late:..1:00", "late:2:00:00", "versions:2..", "versions:1", "size:1MB", "size:..1MB",
         "width:1920", "height:..480", "links:1..", "links:2", "links:0", "codec:H.265",
         "codec:aac", "received:2025-08-25", "received:2025-08-25..", "received:..2025-08-24",
         "received:2025-08-25T00:00:05", "received:2025-08", "1 3", "2-4", "3..", "entry:2"]
    ),
)  # fmt: skip
queries = st.lists(
    st.builds(lambda sign, term: sign + term, st.sampled_from(["", "-"]), terms) | st.just("or"),
    min_size=1,
    max_size=5,
).map(" ".join)


def values(entry: Made, field: str) -> list[Any]:
    """What an entry has in a field, looked up as a person would."""
    measured = [film for film in entry.films if film.duration is not None]
    simple: dict[str, list[Any]] = {
        "status": [entry.status],
        "decided": [entry.decided],
        "title": [entry.title],
        "sender": list(entry.sender),
        "channel": [entry.channel],
        "kind": ["entry", *entry.kinds],
        "received": [entry.received],
        "late": [entry.late],
        "versions": [entry.earlier + 1],
        "duration": [*(film.duration for film in measured), entry.stated],
        "width": [film.width for film in measured],
        "height": [film.height for film in measured],
        "codec": [name for film in measured for name in (film.codec, "aac")],
        "size": [film.size for film in entry.films],
        "links": [number] if (number := len(entry.films) - len(measured)) else [],
        "code": [*(code for code, _ in entry.findings), *(code for code, _, _ in entry.among)],
        "severity": [*(s for _, s in entry.findings), *(s for _, s, _ in entry.among)],
        "tick": [name for code, _, name in entry.among if code == "F107"],
        "award": [prize for prize, stands in dict(entry.awards).items() if stands],
    }
    found = simple.get(field, [entry.fields.get(field)])
    return [value for value in found if value is not None and value != ""]


def fits(number: int, entry: Made, tree: Tree) -> bool:
    """Whether an entry is what was asked for."""
    match tree:
        case All(parts):
            return all(fits(number, entry, part) for part in parts)
        case Either(parts):
            return any(fits(number, entry, part) for part in parts)
        case Not(part):
            return not fits(number, entry, part)
        case Numbers(spans):
            return any(a <= number and (b is None or number <= b) for a, b in spans)
        case Text("", text):
            return any(fits(number, entry, Text(n, text)) for n in ("work", "author", "title"))
        case _:
            return any(holds(value, tree) for value in values(entry, tree.field))


def holds(value: Any, leaf: Tree) -> bool:
    match leaf:
        case Has():
            return True
        case Chosen(_, word):
            return bool(value == word)
        case Starts(_, text, exact):
            return bool(value == text if exact else value.startswith(text))
        case Between(field, least, most) if field in {"duration", "late"} and least == most:
            assert least is not None
            return bool(least - 0.5 <= value < least + 0.5)
        case Between(_, least, most):
            return (least is None or value >= least) and (most is None or value <= most)
        case Within(_, since, before):
            return (since is None or value >= since) and (before is None or value < before)
        case Text(field, text, exact):
            wanted = {"H.265": "hevc"}.get(text, text) if field == "codec" else text
            there, sought = comparable(value) or "", comparable(wanted) or ""
            return there == sought if exact else sought in there
    raise AssertionError(leaf)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledgers")


TABLES = ("awards", "entry_findings", "findings", "submission_files", "media", "submissions",
          "entries", "files")  # fmt: skip


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    with Store(folder / "contest.db", patience=1) as opened:
        opened.db.execute("PRAGMA synchronous = OFF")
        yield opened


def refill(store: Store, entries: list[Made]) -> None:
    store.db.execute("PRAGMA foreign_keys = OFF")
    for name in TABLES:
        with store.write(ACT) as db:
            db.execute(f"DELETE FROM {name}")  # noqa: S608  # names are those above
    fill(store, entries)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(made, max_size=5), st.lists(queries, min_size=1, max_size=8))
def test_a_query_finds_what_looking_finds(
    store: Store, works: list[Made], asked: list[str]
) -> None:
    refill(store, works)
    for text in asked:
        try:
            query = read(text, CONTEXT)
        except QueryError:
            continue
        wanted = [n for n, work in enumerate(works, 1) if fits(n, work, query.tree)]
        assert listed.numbers(store.db, query) == wanted, text
        assert listed.count(store.db, query) == len(wanted)


def test_an_order_and_what_has_no_value_comes_last(store: Store) -> None:
    refill(store, [
        Made(fields={"work": "b"}, received=START, films=(Film(30.0), Film(90.0))),
        Made(fields={"work": "a"}, received=None, films=(Film(60.0),)),
        Made(fields={}, received=START - timedelta(hours=1), awards=(("一等奖", True),)),
        Made(fields={"work": "b"}, received=START, earlier=1),
    ])  # fmt: skip

    def found(text: str) -> list[int]:
        return listed.numbers(store.db, read(text, CONTEXT))

    assert found("sort:work") == [2, 1, 4, 3]
    assert found("sort:received") == [3, 1, 4, 2]
    assert found("sort:received-") == [1, 4, 3, 2]
    assert found("sort:duration-") == [1, 2, 3, 4]
    assert found("sort:work- sort:versions-") == [4, 1, 2, 3]
    assert found("sort:award") == [3, 1, 2, 4]


@given(st.lists(made, min_size=1, max_size=4))
@settings(max_examples=20, deadline=None)
def test_columns_say_what_whole_entries_say(store: Store, works: list[Made]) -> None:
    refill(store, works)
    names = (*COLUMNS, "school")
    rows = [dict(zip(names, row, strict=True)) for row in listed.rows(store.db, Asked(), names)]
    for row, entry in zip(rows, entries(store.db), strict=True):
        assert row["entry"] == entry.number
        assert row["status"] == entry.status
        assert row["school"] == entry.fields.get("school")
        assert row["links"] == entry.links
        assert row["versions"] == entry.versions
        assert row["award"] == list(entry.awards)
        assert row["code"] == sorted({finding.code for finding in entry.findings})


def test_entries_come_in_the_order_that_they_are_named_in(store: Store) -> None:
    refill(store, [Made(), Made(films=(Film(),)), Made()])
    rows = list(entries_of(store.db, [3, 2, 9, 1]))
    assert [row.number for row in rows] == [3, 2, 1]
    assert [len(row.media) for row in rows] == [0, 1, 0]
    assert [len(row.media) for row in entries_of(store.db, [2], media=False)] == [0]


def test_the_first_number_that_no_entry_has(store: Store) -> None:
    refill(store, [Made(), Made(), Made()])
    assert list(listed.absent(store.db, Numbers(((1, 3), (2, 2))))) == []
    assert list(listed.absent(store.db, Numbers(((2, 9), (7, 7), (3, None))))) == [4, 7]


def test_every_field_has_a_place_and_a_column() -> None:
    assert set(PLACES) == set(FIELDS)
    assert set(COLUMNS) == set(FIELDS)
