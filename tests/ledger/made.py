"""Ledgers made up for tests: whatever rows are wanted, with nothing received."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from random import Random

from sqlite_utils import Database

from contest.checks.compare import comparable
from contest.ledger.acts import Act
from contest.ledger.store import Store

ZONE = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Film:
    """A video of an entry; without a duration it is only a link."""

    duration: float | None = 60.0
    width: int = 1920
    height: int = 1080
    codec: str = "h264"
    size: int = 1_000_000


@dataclass(frozen=True)
class Made:
    """An entry with all that a query can ask for."""

    status: str = "accepted"
    decided: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    title: str = "title"
    sender: tuple[str | None, str | None] = (None, None)
    channel: str = "mail"
    received: datetime | None = None
    late: int | None = None
    stated: float | None = None
    earlier: int = 0
    kinds: tuple[str, ...] = ()
    films: tuple[Film, ...] = ()
    findings: tuple[tuple[str, str], ...] = ()
    among: tuple[tuple[str, str, str], ...] = ()
    awards: tuple[tuple[str, bool], ...] = ()


ACT = Act(datetime(2025, 8, 26, tzinfo=UTC), "陈编辑", "test")


def fill(store: Store, entries: Iterable[Made]) -> None:
    """Write the entries into an empty ledger, numbered from 1."""
    rows = _Rows()
    for number, made in enumerate(entries, 1):
        rows.entry(number, made)
    # Each submission would be looked for among all entries: there is no index the other way round.
    store.db.execute("PRAGMA foreign_keys = OFF")
    with store.write(ACT) as db:
        for table, columns in rows.tables.items():
            if columns:
                _insert(db, table, columns)
    store.db.execute("PRAGMA foreign_keys = ON")


def _insert(db: Database, table: str, rows: list[dict[str, object]]) -> None:
    names = list(rows[0])
    marks = ", ".join("?" * len(names))
    quoted = ", ".join(f'"{name}"' for name in names)
    statement = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"  # noqa: S608  # our own
    db.conn.executemany(statement, [list(row.values()) for row in rows])


class _Rows:
    def __init__(self) -> None:
        tables = ("entries", "files", "media", "submissions", "submission_files", "findings",
                  "entry_findings", "awards")  # fmt: skip
        self.tables: dict[str, list[dict[str, object]]] = {name: [] for name in tables}

    def entry(self, number: int, made: Made) -> None:
        for version in range(1, made.earlier + 1):
            self.submission(number, made, "entry", version)
        current = self.submission(number, made, "entry", made.earlier + 1)
        for kind in made.kinds:
            self.submission(number, made, kind, None)
        self.tables["entries"].append({
            "id": number, "status": made.status, "decided": made.decided, "current": current,
            "fields": json.dumps(made.fields, ensure_ascii=False),
            "work_key": comparable(made.fields.get("work")),
            "author_key": comparable(made.fields.get("author")),
        })  # fmt: skip
        for position, film in enumerate(made.films):
            self.film(current, position, film)
        for position, (code, severity) in enumerate(made.findings):
            self.tables["findings"].append({
                "submission": current, "position": position, "code": code, "severity": severity,
                "aspect": "form", "args": "{}",
            })  # fmt: skip
        for position, (code, severity, name) in enumerate(made.among):
            self.tables["entry_findings"].append({
                "entry": number, "position": position, "code": code, "severity": severity,
                "aspect": "formalities",
                "args": json.dumps({"name": name}, ensure_ascii=False),
            })  # fmt: skip
        for prize, stands in dict(made.awards).items():
            self.tables["awards"].append({
                "entry": number, "prize": prize, "rank": number, "granted_at": "2025-08-26",
                "granted_by": "x", "reason": "", "revoked_at": None if stands else "2025-08-27",
            })  # fmt: skip

    def submission(self, entry: int, made: Made, kind: str, version: int | None) -> int:
        rows = self.tables["submissions"]
        rows.append({
            "id": len(rows) + 1, "key": f"k{len(rows)}", "source": f"inbox/{len(rows):06}.eml",
            "channel": made.channel, "kind": kind, "reason": "title", "title": made.title,
            "title_from": "subject", "repaired": 0, "spans": "{}", "refers": "[]",
            "fields": json.dumps(made.fields, ensure_ascii=False), "sender_name": made.sender[0],
            "sender_address": made.sender[1], "late_by": made.late, "duration": made.stated,
            "received_at": made.received.isoformat() if made.received else None, "form": "pass",
            "eligibility": "pass", "material": "pass", "formalities": "n/a",
            "verdict": "accepted", "entry": entry, "version": version, "rules": "r",
            "recorded_at": "2025-08-26T00:00:00+08:00",
        })  # fmt: skip
        return len(rows)

    def film(self, submission: int, position: int, film: Film) -> None:
        sha = None
        if film.duration is not None:
            sha = f"{len(self.tables['files']) * 0x9E3779B97F4A7C15 % 2**64:016x}" * 4
            self.tables["files"].append({"sha256": sha, "size": film.size})
            self.tables["media"].append({
                "sha256": sha, "container": "mp4", "duration": film.duration, "width": film.width,
                "height": film.height, "video_codec": film.codec, "audio_codec": "aac",
                "frame_rate": "25", "faults": "[]", "tools": "1",
                "details": json.dumps({"major_brand": "isom", "streams": sha, "pad": "x" * 600}),
            })  # fmt: skip
        self.tables["submission_files"].append({
            "submission": submission, "position": position, "name": f"视频{position}.mp4",
            "size": film.size, "kind": "attachment" if sha else "link", "video": 1,
            "url": None if sha else f"https://example.cn/{submission}", "sha256": sha,
        })  # fmt: skip


FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
WORDS = (
    "微光",
    "成炬",
    "爱在",
    "梅林",
    "夜班",
    "老街",
    "深圳",
    "清晨",
    "风筝",
    "印刷",
    "车间",
    "记者",
)
DEPARTMENTS = ("编辑部", "采访中心", "新媒体部", "印务公司", "发行部", "行政部", "人力资源部",
               "财务部", "读特客户端", "晶报", "深圳商报", "技术部")  # fmt: skip


def evening(number: int, seed: int = 1) -> Iterable[Made]:
    """So many entries as a contest has them: four findings of ten, a few awards."""
    luck = Random(seed)  # noqa: S311  # for tests
    start = datetime(2025, 7, 1, tzinfo=ZONE)
    for place in range(number):
        category = luck.choice(("短视频", "长视频"))
        work = "".join(luck.choices(WORDS, k=3)) + f"{place}"
        author = luck.choice(FAMILY) + "".join(luck.choices(GIVEN, k=2))
        department = luck.choice(DEPARTMENTS)
        found = luck.choices(
            ((), (("T107", "info"),), (("T103", "error"),), (("M301", "review"),)), (6, 2, 1, 1)
        )[0]
        status = "returned" if found and found[0][1] == "error" else "accepted"
        status = "review" if found and found[0][1] == "review" else status
        long = luck.uniform(181, 900) if category == "长视频" else luck.uniform(10, 179)
        yield Made(
            status=status,
            fields={"topic": "45载圳青春", "form": luck.choice(("个人", "团队")),
                    "category": category, "work": work, "author": author,
                    "department": department},
            title=f"【45载圳青春】-[个人]-[{category}]-[{work[:4]}，{work[4:]}]-[{author}+{department}]",
            sender=(author, f"user{place}@163.com"),
            received=start + timedelta(seconds=luck.randrange(56 * 86_400)),
            films=(Film(long, size=luck.randrange(1, 500) << 20),),
            findings=found,
            awards=(("一等奖", True),) if place % 10_000 == 7 and status == "accepted" else (),
        )  # fmt: skip
