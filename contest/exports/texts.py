"""Award lists as text: Markdown as newspapers print it, and json."""

from __future__ import annotations

import json
import re

from contest.exports.base import COLUMNS, AwardList, cells, foot

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def to_markdown(awards: AwardList, _raw: bool) -> bytes:
    """The list as newspapers print it: 一等奖（1名）, then 《作品》 作者 部门. Two-character names
    are padded with a full-width space, so that they stand as wide as those of three."""
    lines = [f"# {_plain(awards.contest)}获奖名单", ""]
    for prize, _offered in awards.prizes:
        won = [line for line in awards.lines if line.prize == prize]
        if not won:
            continue
        lines += [f"## {_plain(prize)}（{len(won)}名）", ""]
        for line in won:
            get = line.fields.get
            work = f"《{_plain(_unquoted(get('work') or '?'))}》"
            people = "、".join(padded(p) for p in re.split("[、，,/]", get("author") or "?"))
            lines += [
                "  ".join(filter(None, (work, _plain(people), _plain(get("department") or "")))),
                "",
            ]
    if awards.stamp:
        lines += ["---", "", foot(awards.stamp)]
    return "\n".join(lines).rstrip().encode() + b"\n"


def to_json(awards: AwardList, _raw: bool) -> bytes:
    """The list for programs, in the shape of ``awards list --format json``."""
    results = [dict(zip(COLUMNS, cells(line), strict=True)) for line in awards.lines]
    document = {
        "version": 1,
        "command": "awards export",
        "summary": {"contest": awards.contest, "awards": len(results)},
        "seal": _seal(awards),
        "results": results,
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def _seal(awards: AwardList) -> dict[str, object] | None:
    stamp = awards.stamp
    if stamp is None:
        return None
    return {"number": stamp.number, "value": stamp.value, "at": stamp.at.isoformat()}


def padded(name: str) -> str:
    """A two-character Chinese name as lists print it: 张　玲."""
    name = name.strip()
    if len(name) == 2 and all("\u4e00" <= c <= "\u9fff" for c in name):
        return f"{name[0]}\u3000{name[1]}"
    return name


def _unquoted(work: str) -> str:
    return (
        work[1:-1]
        if work.startswith("《") and work.endswith("》") and "《" not in work[1:]
        else work
    )


def _plain(text: str) -> str:
    """Text from strangers as Markdown shows it: nothing in it is markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split(" ")).replace("\n", " ").replace("\r", " "))
