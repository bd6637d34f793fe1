"""Keeps contest/locale in step with the code: collects message ids, updates the .po, makes the .mo.

    python tests/catalogue.py            add what is new, drop what is gone, compile
    python tests/catalogue.py --check    change nothing; exit 1 and list what is not in step

What it writes depends on code and translations alone: no dates, no places in files.
"""

from __future__ import annotations

import ast
import inspect
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from documents import schema

import contest
from contest import errors, model, rules
from contest.asking.fields import FIELDS as FIELDS_ASKED
from contest.asking.read import MESSAGES as ASKED
from contest.asking.values import CHANNELS
from contest.checks import CHECKS
from contest.checks.asked import QUESTIONS
from contest.cli.answers import SAID
from contest.cli.app import COMMANDS, HEADINGS
from contest.cli.commands.config import HEADINGS as HEADINGS_OF_RULES
from contest.cli.commands.config import WHERE, WHO
from contest.cli.sources import REASONS
from contest.cli.told import COMMANDS as DEEDS
from contest.cli.told import KEYS, VERBS
from contest.cli.urgent import NEEDS
from contest.desk.choices import CHOICES
from contest.desk.disk import ADVICE
from contest.exports.base import COLUMNS
from contest.ledger.moves import MOVES
from contest.ledger.views import VIEWS
from contest.rulebook import written
from contest.rulebook.clauses import awards, dates, media, titles
from contest.rulebook.write import FURTHER, PREFACE
from contest.wording import DOMAIN, FIELDS, LOCALE, WORDS, Wording

Id = str | tuple[str, str]
"""A message id, or the English singular and plural."""

PACKAGE = Path(contest.__file__).parent
DOCUMENTS = Path(__file__).with_name("documents.py")
PO = LOCALE / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.po"
MO = PO.with_suffix(".mo")

ERRORS = frozenset(name for name, value in vars(errors).items() if inspect.isclass(value))
ENUMS = (model.Kind, model.Severity, model.Aspect, model.Outcome, model.Verdict, model.Status)
LOOSE = ("Show this message and exit.", "other")
"""Said through a variable that no table holds."""

PLACES = {"Wrong": 1, "Clause": 1, "_said": 1, "unreadable": 3}
"""What the rulebook makes of a message id, and which of its arguments that is."""

PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def collect() -> set[Id]:
    """Every message id that the program and the READMEs' tables can say."""
    found: set[Id] = {*_tables(), *LOOSE}
    for path in PACKAGE.rglob("*.py"):
        found.update(scan(path.read_text("utf-8"), path.relative_to(PACKAGE).as_posix()))
    found.update((told.one, told.many) for told in NEEDS.values())
    found.update(scan(DOCUMENTS.read_text("utf-8"), DOCUMENTS.name))
    return found - {""}


def _tables() -> Iterator[str]:
    """The ids that stand in tables and are said by variable."""
    for check in CHECKS.values():
        yield from (check.message, *check.otherwise, inspect.cleandoc(check.explanation))
    yield from (summary for _, summary in COMMANDS.values())
    yield from (why for _, why in schema(Wording("en")))
    yield from (view.why for view in VIEWS)
    yield from (text for move in MOVES for text in (move.by, move.condition))
    for table in (
        HEADINGS,
        COLUMNS,
        PREFACE,
        WORDS,
        FIELDS.values(),
        FURTHER[1:],
        media.WRITTEN.values(),
        titles.KINDS.values(),
        titles.CHANNELS.values(),
        titles.COUNTED.values(),
        ASKED,
        FIELDS_ASKED,
        (field.about for field in FIELDS_ASKED.values()),
        CHANNELS,
        dates.CLOCKS.values(),
        awards.AGGREGATES.values(),
        awards.EACH.values(),
        awards.PRIZES.values(),
        written.MESSAGES,
        HEADINGS_OF_RULES.values(),
        WHO.values(),
        WHERE.values(),
        REASONS.values(),
        SAID.values(),
        DEEDS.values(),
        VERBS.values(),
        KEYS.values(),
        (choice.label for choice in CHOICES),
        ADVICE.values(),
        (question.label for question in QUESTIONS.values()),
    ):
        yield from table
    for enum in ENUMS:
        yield from (item.value for item in enum)
    for struct in vars(rules).values():
        if isinstance(struct, type) and issubclass(struct, msgspec.Struct):
            for field in msgspec.structs.fields(struct):
                metas = getattr(field.type, "__metadata__", ())
                yield from (meta.description for meta in metas if meta.description)


def scan(source: str, name: str) -> Iterator[Id]:
    """The ids written as literals in the module ``name``. Raises ValueError where a sentence is
    put together at run time: nobody could translate it."""
    nodes = list(ast.walk(ast.parse(source)))
    variables: dict[str, list[ast.expr]] = {}
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=variable), *_], value=value):
                variables.setdefault(variable, []).append(value)
            case ast.comprehension(target=ast.Name(id=variable), iter=ast.Tuple(elts=values)):
                variables.setdefault(variable, []).extend(values)
    for node in nodes:
        match node:
            case ast.Call(
                func=ast.Attribute(attr="count"),
                args=[ast.Constant(value=str(one)), ast.Constant(value=str(many)), _, *_],
            ):
                yield one, many
        for argument in _messages(node, name):
            known = variables.get(argument.id, []) if isinstance(argument, ast.Name) else [argument]
            for expression in known:
                yield from _literals(expression, name)


def _messages(node: ast.AST, name: str) -> Iterator[ast.expr]:
    """The expressions of one node that become message ids."""
    if isinstance(node, ast.Call):
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if called in {"say", "commands", "Item"} or called in ERRORS:
            yield from node.args[:1]
        if called == "Item":
            yield from node.args[3:4]
        yield from (k.value for k in node.keywords if k.arg in {"help", "advice", "message"})
        place = PLACES.get(called)
        if place is not None and name.startswith("rulebook/"):
            yield from node.args[place : place + 1]
    elif name in {"rulebook/shape.py", "rulebook/clauses/dates.py"}:
        match node:
            case ast.Return(value=ast.Tuple(elts=[message, _])):
                yield message


def _literals(node: ast.expr, name: str) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp():
            yield from (*_literals(node.body, name), *_literals(node.orelse, name))
        case ast.JoinedStr() | ast.BinOp():
            raise ValueError(f"{name}:{node.lineno}: a sentence put together can't be translated")


class Plain(Catalog):
    """A catalogue whose header holds nothing that changes by itself."""

    @property
    def mime_headers(self) -> Any:
        """The lines of the header."""
        return [
            ("Language", "zh_CN"),
            ("Plural-Forms", "nplurals=1; plural=0;"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]

    @mime_headers.setter
    def mime_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        """What a file says of itself is taken for what is written above."""


def stored() -> Catalog:
    """The .po as it lies there; an empty one if there is none."""
    return read_po(io.BytesIO(PO.read_bytes() if PO.exists() else b""), locale="zh_CN")


def updated(old: Catalog, ids: Iterable[Id]) -> Catalog:
    """A catalogue of exactly ``ids``, sorted, with what ``old`` knows of them."""
    new = Plain(locale="zh_CN", fuzzy=False, header_comment="# The Chinese sentences of contest.")
    for id_ in sorted(ids, key=lambda i: (i, "") if isinstance(i, str) else i):
        known = old.get(id_)
        fuzzy = ("fuzzy",) if known and known.fuzzy else ()
        new.add(id_, known.string if known else None, flags=fuzzy)
    return new


def built(catalog: Catalog) -> tuple[bytes, bytes]:
    """The .po and the .mo of a catalogue."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalog, width=100, no_location=True, sort_output=True)
    write_mo(mo, catalog)
    return po.getvalue(), mo.getvalue()


def _several(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def faults(catalog: Catalog) -> Iterator[str]:
    """What is wrong with the translations: missing, fuzzy, or with other placeholders."""
    for message in catalog:
        ids, strings = _several(message.id), _several(message.string)
        wanted = set(PLACEHOLDER.findall(" ".join(ids)))
        if not all(strings):
            yield f"missing: {ids[0]}"
        elif message.fuzzy:
            yield f"fuzzy: {ids[0]}"
        elif any(set(PLACEHOLDER.findall(text)) != wanted for text in strings):
            yield f"other placeholders: {ids[0]}"


def check() -> list[str]:
    """Everything that is not in step; empty if all is well."""
    old, ids = stored(), collect()
    new = updated(old, ids)
    gone = {message.id for message in old if message.id} - ids
    wrong = [*faults(new), *sorted(f"obsolete: {id_}" for id_ in gone)]
    if not wrong and (PO.read_bytes(), MO.read_bytes()) != built(new):
        wrong.append("the .po and .mo are not as this tool writes them: run it")
    return wrong


def main(arguments: list[str]) -> int:
    """Run the tool; the exit code."""
    if arguments != ["--check"]:
        new = updated(stored(), collect())
        PO.parent.mkdir(parents=True, exist_ok=True)
        for path, data in zip((PO, MO), built(new), strict=True):
            path.write_bytes(data)
    wrong = check()
    sys.stdout.writelines(f"{line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
