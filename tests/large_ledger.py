"""Writes a large ledger straight into its tables: a season of a hundred thousand entries, in the
time that it takes to write rows.

What it holds is as a real one: departments of very different sizes, two categories, an evening
before the closing on which half of it comes, findings, links, decisions, awards.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from itertools import accumulate
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from contest.ledger.acts import Act
from contest.ledger.store import Store

HERE = timezone(timedelta(hours=8))
CLOSES = datetime(2025, 8, 26, tzinfo=HERE)
ACT = Act(CLOSES, "organiser", "track")
DEPARTMENTS = tuple(f"{name}{kind}" for kind in ("部", "中心", "公司", "报社", "频道", "工作室")
                    for name in ("编辑", "摄影", "视频", "技术", "经济", "文体", "要闻", "广告",
                                 "发行", "评论"))  # fmt: skip
SHARES = tuple(accumulate(1 / (n + 3) for n in range(len(DEPARTMENTS))))
STATES = ("accepted",) * 14 + ("returned",) * 3 + ("review",) * 2 + ("withdrawn",)
FINDINGS = {
    "accepted": (("M122", "info", "material"), ("T107", "warning", "form"),
                 ("D104", "info", "eligibility")),
    "returned": (("T101", "error", "form"), ("M122", "info", "material"),
                 ("T108", "warning", "form")),
    "review": (("M302", "review", "material"), ("T109", "warning", "form")),
    "withdrawn": (("M122", "info", "material"),),
}  # fmt: skip
MOST = 500
"""Rows that go to SQLite at once."""


def write_ledger(path: Path, entries: int, rules: str, seed: int = 1) -> None:
    """A ledger of so many entries, judged by the rules of this fingerprint."""
    with Store(path, patience=1) as store:
        # The rows point at each other; looking for each would take the square of their number.
        store.db.execute("PRAGMA foreign_keys = OFF")
        with store.write(ACT) as db:
            _fill(db, entries, rules, seed)


def _fill(db: Database, entries: int, rules: str, seed: int) -> None:
    waiting: dict[str, list[dict[str, Any]]] = {}
    for table, row in _rows(entries, rules, random.Random(seed)):  # noqa: S311  # no secrets
        kept = waiting.setdefault(table, [])
        kept.append(row)
        if len(kept) >= MOST:
            _put(db, table, kept)
    for table, kept in waiting.items():
        _put(db, table, kept)


def _put(db: Database, table: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    columns = tuple(rows[0])
    db.conn.executemany(
        f"INSERT INTO {table} ({', '.join(columns)}) "  # noqa: S608  # our own names
        f"VALUES ({', '.join(f':{name}' for name in columns)})",
        rows,
    )
    rows.clear()


def _rows(entries: int, rules: str, chance: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    for number in range(1, entries + 1):
        status = chance.choice(STATES)
        at = CLOSES - timedelta(seconds=chance.expovariate(1 / 250_000))
        fields = {
            "topic": "45载圳青春", "form": chance.choice(("个人", "团队")),
            "category": chance.choice(("短视频", "短视频", "长视频")), "work": f"微光成炬{number}",
            "author": f"张三{number % 3000}",
            "department": chance.choices(DEPARTMENTS, cum_weights=SHARES)[0],
        }  # fmt: skip
        yield "entries", {
            "id": number, "status": status, "current": number,
            "fields": json.dumps(fields, ensure_ascii=False),
            "work_key": fields["work"], "author_key": fields["author"],
        }  # fmt: skip
        linked = status == "review"
        digest = f"{number:064x}"
        yield from _submission(number, fields, status, at, digest, rules)
        if not linked:
            yield from _video(digest)
        yield "submission_files", {
            "submission": number, "position": 0, "name": f"{fields['work']}.mp4",
            "size": 90_000_000, "kind": "link" if linked else "attachment", "video": 1,
            "url": f"https://wx.mail.qq.com/ftn/download?code={number}" if linked else None,
            "expires_at": (at + timedelta(days=15)).isoformat() if linked else None,
            "sha256": None if linked else digest,
        }  # fmt: skip
        found = FINDINGS[status]
        for position, (code, severity, aspect) in enumerate(found):
            yield "findings", {
                "submission": number, "position": position, "code": code, "severity": severity,
                "aspect": aspect, "args": '{"value": "0.003"}',
            }  # fmt: skip
        yield "events", {
            "act": 1, "entry": number, "submission": number, "what": "received",
            "after": json.dumps({"verdict": status, "kind": "entry"}),
        }  # fmt: skip
        if status == "accepted" and number % 1000 == 0:
            yield "awards", {
                "entry": number, "prize": "优秀奖", "rank": number // 1000,
                "granted_at": CLOSES.isoformat(), "granted_by": "organiser", "reason": "jury",
            }  # fmt: skip


def _submission(
    number: int, fields: dict[str, str], status: str, at: datetime, digest: str, rules: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    raw = f"f{number:063x}"
    yield "files", {"sha256": raw, "size": 120_000_000}
    title = "【{topic}】-[{form}]-[{category}]-[{work}]-[{author}+{department}]".format(**fields)
    arrived = at.isoformat(timespec="seconds")
    yield "submissions", {
        "id": number, "key": f"mail:{raw}", "raw": raw, "source": f"inbox/{number:06}.eml",
        "channel": "mail", "kind": "entry", "reason": "title", "title": title,
        "title_from": "subject", "suggested": title, "repaired": 0,
        "fields": json.dumps(fields, ensure_ascii=False),
        "spans": '{"topic": [1, 7], "form": [10, 12], "category": [15, 18], "work": [21, 27]}',
        "sender_name": fields["author"], "sender_address": f"sender{number % 3000}@163.example",
        "sent_at": arrived, "received_at": arrived, "received_by": "received", "hop": arrived,
        "message_id": f"tencent_{digest[-32:]}@qq.example", "refers": "[]",
        "form": "fail" if status == "returned" else "pass", "eligibility": "pass",
        "material": "open" if status == "review" else "pass", "formalities": "n/a",
        "verdict": "accepted" if status == "withdrawn" else status, "entry": number, "version": 1,
        "rules": rules, "recorded_at": datetime(2025, 8, 26, tzinfo=UTC).isoformat(),
    }  # fmt: skip


def _video(digest: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "files", {"sha256": digest, "size": 90_000_000}
    yield "media", {
        "sha256": digest, "container": "mp4", "duration": 95.0, "declared": 95.0, "width": 1920,
        "height": 1080, "rotation": 0, "frame_rate": "25", "video_codec": "h264",
        "audio_codec": "aac", "audio_channels": 2, "bit_rate": 8_000_000, "faults": "[]",
        "details": json.dumps({
            "pixel_format": "yuv420p", "interlaced": False, "still": 0.1, "key_interval": 1.9,
            "sound_duration": 95.0, "quiet": 0.0464, "video_bit_rate": 7_800_000,
            "audio_bit_rate": 128_000, "sample_rate": 44100, "streams": digest, "videos": 1,
        }),
        "tools": "1 av 18.1.0",
    }  # fmt: skip
