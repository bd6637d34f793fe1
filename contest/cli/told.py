"""What the record tells, in words: commands, events, rows before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from contest.cli.safe import fitted, shown
from contest.ledger.history import Change, Event
from contest.model import Kind, Status, Verdict
from contest.wording import Wording

COMMANDS: Final[Mapping[str, str]] = MappingProxyType({
    "track": "took in what came",
    "fetch": "fetched mail",
    "links": "took in downloads",
    "probe --deep": "decoded videos",
    "probe --full": "decoded videos whole",
    "entries add": "added videos",
    "entries attach": "took in a download",
    "entries tick": "looked at the checklist",
    "entries accept": "accepted entries",
    "entries return": "returned entries",
    "entries withdraw": "withdrew entries",
    "entries disqualify": "put entries out",
    "entries edit": "put titles right",
    "entries extend": "let late entries in",
    "entries merge": "put entries together",
    "entries split": "took an entry apart",
    "entries same": "found two entries one work",
    "entries different": "found two entries two works",
    "awards grant": "granted a prize",
    "awards revoke": "took an award back",
    "undo": "took an act back",
})  # fmt: skip
"""What was done, by the command that did it; another one is told by its own name."""

VERBS: Final[Mapping[str, str]] = MappingProxyType({
    "received": "received",
    "judged anew": "judged anew",
    "decided": "decided",
    "ticked": "ticked",
    "unticked": "tick taken back",
    "granted": "award granted",
    "revoked": "award taken back",
    "compared": "compared with another",
    "downloaded": "file of a link taken in",
    "edited": "title put right",
    "overtaken": "an edit fell away",
    "merged": "went into another entry",
    "took in": "took another entry in",
    "split": "versions became another entry",
    "split off": "made of another entry's versions",
    "extended": "let in later",
    "undone": "taken back",
})  # fmt: skip
"""What an event is called, by its word in the ledger; a newer word is told as it stands there."""

KEYS: Final[Mapping[str, str]] = MappingProxyType({
    "status": "status", "verdict": "verdict", "kind": "kind", "prize": "prize", "rank": "rank",
    "check": "check", "entry": "entry", "other": "other entry", "same": "one work",
    "url": "link", "sha256": "bytes", "act": "act", "command": "command", "until": "until",
    "fields": "fields", "submission": "submission", "submissions": "submissions",
    "version": "version", "title": "title",
})  # fmt: skip
"""What is told of an event, by its key."""

LONGEST = 60
"""Terminal cells of a value that is told."""

_OURS = frozenset(item.value for enum in (Kind, Status, Verdict) for item in enum)


def deed(command: str, wording: Wording) -> str:
    """What somebody did by a command."""
    return wording.say(COMMANDS[command]) if command in COMMANDS else shown(command)


def verb(what: str, wording: Wording) -> str:
    """What happened, in a word or two."""
    return wording.say(VERBS[what]) if what in VERBS else shown(what)


def event(item: Event, wording: Wording) -> str:
    """What happened, in a sentence with what it was before and after, and why."""
    before, after = dict(item.before or {}), dict(item.after or {})
    tell = _TOLD.get(item.what)
    text = tell(before, after, wording) if tell else None
    if text is None:
        told = wording.say(", ").join(_differences(before, after, wording))
        text = verb(item.what, wording) + (wording.say(": ") + told if told else "")
    reason = f"  {fitted(shown(item.reason), 200)}" if item.reason else ""
    return text + reason


def change(item: Change) -> Iterator[str]:
    """A row that was changed, by the ledger's own names: what of it is another."""
    before, after = item.before or {}, item.after or {}
    mark = "~" if item.before and item.after else "+" if item.after else "-"
    yield f"{mark} {shown(item.table)}{shown(item.row)}"
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        said = f"{_raw(old)} → {_raw(new)}" if mark == "~" else _raw(new if after else old)
        yield f"    {shown(name)}: {said}"


def _differences(before: dict[str, Any], after: dict[str, Any], wording: Wording) -> Iterator[str]:
    before, after = _flat(before), _flat(after)
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        name = wording.say(KEYS[key]) if key in KEYS else wording.field(key)
        if key not in before or key not in after:
            value = _value(new if key in after else old, wording)
            arrow = "" if not before or not after else "→ " if key in after else "− "
            yield f"{shown(name)} {arrow}{value}"
        elif old != new:
            yield f"{shown(name)} {_value(old, wording)} → {_value(new, wording)}"


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is one level down, such as the parts of a title, as if it stood above."""
    flat: dict[str, Any] = {}
    for key, value in values.items():
        flat |= {str(k): v for k, v in value.items()} if isinstance(value, dict) else {key: value}
    return flat


def _value(value: object, wording: Wording) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return wording.say("yes") if value else wording.say("no")
    if isinstance(value, list | tuple):
        return "、".join(_value(item, wording) for item in value)
    word = str(value)
    return wording.say(word) if word in _OURS else fitted(shown(word), LONGEST)


def _raw(value: object) -> str:
    return "NULL" if value is None else fitted(shown(str(value)), LONGEST)


Tell = Callable[[dict[str, Any], dict[str, Any], Wording], str | None]


def _received(_before: dict[str, Any], after: dict[str, Any], wording: Wording) -> str | None:
    kind, verdict = after.get("kind"), after.get("verdict")
    if verdict is None:
        return wording.say("received: {kind}", kind=_value(kind, wording))
    return wording.say(
        "received: {kind}, {verdict}", kind=_value(kind, wording), verdict=_value(verdict, wording)
    )


def _granted(_before: dict[str, Any], after: dict[str, Any], wording: Wording) -> str | None:
    prize, rank = _value(after.get("prize"), wording), _value(after.get("rank"), wording)
    return wording.say("“{prize}” granted, place {rank}", prize=prize, rank=rank)


def _revoked(before: dict[str, Any], _after: dict[str, Any], wording: Wording) -> str | None:
    return wording.say("“{prize}” taken back", prize=_value(before.get("prize"), wording))


def _ticked(_before: dict[str, Any], after: dict[str, Any], wording: Wording) -> str | None:
    return wording.say("“{name}” ticked", name=_value(after.get("check"), wording))


def _unticked(before: dict[str, Any], _after: dict[str, Any], wording: Wording) -> str | None:
    return wording.say("“{name}”: tick taken back", name=_value(before.get("check"), wording))


def _compared(_before: dict[str, Any], after: dict[str, Any], wording: Wording) -> str | None:
    other = _value(after.get("other"), wording)
    if after.get("same"):
        return wording.say("one work with entry {entry}", entry=other)
    return wording.say("another work than entry {entry}", entry=other)


def _undone(before: dict[str, Any], _after: dict[str, Any], wording: Wording) -> str | None:
    command = deed(str(before.get("command")), wording)
    return wording.say("act {act} taken back ({command})", act=_value(before.get("act"), wording),
                       command=command)  # fmt: skip


def _split(_before: dict[str, Any], after: dict[str, Any], wording: Wording) -> str | None:
    return wording.say(
        "versions {versions} are entry {entry} now",
        versions=_value(after.get("versions"), wording), entry=_value(after.get("other"), wording),
    )  # fmt: skip


def _split_off(_before: dict[str, Any], after: dict[str, Any], wording: Wording) -> str | None:
    return wording.say(
        "made of versions {versions} of entry {entry}",
        versions=_value(after.get("versions"), wording), entry=_value(after.get("other"), wording),
    )  # fmt: skip


def _merged(_before: dict[str, Any], after: dict[str, Any], wording: Wording) -> str | None:
    return wording.say("went into entry {entry}", entry=_value(after.get("other"), wording))


def _took_in(_before: dict[str, Any], after: dict[str, Any], wording: Wording) -> str | None:
    return wording.say("took entry {entry} in", entry=_value(after.get("other"), wording))


_TOLD: Final[Mapping[str, Tell]] = MappingProxyType({
    "split": _split,
    "split off": _split_off,
    "merged": _merged,
    "took in": _took_in,
    "received": _received,
    "granted": _granted,
    "revoked": _revoked,
    "ticked": _ticked,
    "unticked": _unticked,
    "compared": _compared,
    "undone": _undone,
})  # fmt: skip
"""Events with a sentence of their own."""
