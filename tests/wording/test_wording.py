"""Both languages say everything, say it whole, and take nothing from strangers for a sentence."""

from __future__ import annotations

import gettext
import inspect
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import catalogue
import documents
import msgspec
import pytest
from babel.messages.pofile import read_po
from typer.main import get_command

import contest.rules
from contest.checks import CHECKS
from contest.cli import run
from contest.cli.app import COMMANDS, build
from contest.model import Fault
from contest.rulebook.shape import inner
from contest.rulebook.write import render, settings
from contest.rules import Rulebook
from contest.wording import FIELDS, Wording, language

NAMES = set(
    re.findall(
        r"\w+",
        """
        watch url contest track init validate probe pip install dir help title received dry run
        format SOURCE README contest.toml eml mbox Maildir csv xlsx zip txt mp4 TOML UTF GB MB av
        imageio ffmpeg PyAV Python SQLite Date Received by 163.com Asia Shanghai entry original
        categories fields force error review warning info off any landscape portrait auto always
        never true false files zh en config check show schema tick entries template from DATE
        NAME profile App JSON Schema Mbps docx department fix diff fetch user host security tls none
        folders mailbox since all IMAP QQ CONTEST_PASSWORD TMPDIR password command keyring set
        FFmpeg deep full dB dBTP LUFS EBU ITU BS HDR SDR Rec LED HandBrake wx_camera_ mmexport
        no cache open print port TLS accept extend merge same different alike pictures exports
        fonts noto cjk
        google sans Debian Ubuntu Fedora Arch as review
        restore backup backups doctor mend log act pen works FILE undo yes
        """,
    )
)
"""Words that stay English in a Chinese sentence: commands, tools, formats, headers."""


def words_of_rules() -> set[str]:
    """What contest.toml itself is written in: its settings and their fixed values."""
    found = {"votes", "earlier", "chair", "person", "sender"}
    for struct in vars(contest.rules).values():
        if isinstance(struct, type) and issubclass(struct, msgspec.Struct):
            for field in msgspec.structs.fields(struct):
                found.add(field.name)
                for part in (inner(field.type), *get_args(inner(field.type))):
                    found.update(w for w in get_args(inner(part)) if isinstance(w, str))
    return found


SETTINGS = words_of_rules()

HOSTILE = ("{0.__class__}", "{field}", "{", "}}", "%s %(x)s", "{0!r:>1000000}", "\\n")


@pytest.fixture
def zh() -> Wording:
    return Wording("zh")


@pytest.fixture
def en() -> Wording:
    return Wording("en")


def pairs() -> Iterator[tuple[tuple[str, ...], str]]:
    """Every message id of the .po, alone or with its plural, and its Chinese."""
    with catalogue.PO.open("rb") as file:
        messages = [message for message in read_po(file, locale="zh_CN") if message.id]
    for message in messages:
        ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        yield ids, "".join(message.string or ())


def compiled() -> gettext.GNUTranslations:
    with catalogue.MO.open("rb") as file:
        return gettext.GNUTranslations(file)


# The catalogue


def test_the_catalogue_is_in_step_with_the_code() -> None:
    assert catalogue.check() == []


def test_the_compiled_catalogue_says_what_the_text_says() -> None:
    spoken = compiled()
    for ids, text in pairs():
        if len(ids) == 1:
            assert spoken.gettext(ids[0]) == text
        else:
            assert {spoken.ngettext(ids[0], ids[1], number) for number in (0, 1, 2)} == {text}


def test_the_compiled_catalogue_lies_in_the_package() -> None:
    assert Path(contest.__file__).parent in catalogue.MO.parents
    assert catalogue.MO.is_file()


def test_placeholders_match_in_every_pair() -> None:
    for ids, text in pairs():
        wanted = {name for id_ in ids for name in re.findall(r"\{\w+\}", id_)}
        assert set(re.findall(r"\{\w+\}", text)) == wanted, ids


def test_no_chinese_sentence_holds_english_words() -> None:
    for _, text in pairs():
        bare = re.sub(r"`[^`]*`|\{\w+\}|[TDEMFS]\d{3}|\d{4}-\d\d-\d\dT[\d:+]*", " ", text)
        words = re.findall(r"\w+", bare, re.ASCII)
        assert {word for word in words if re.search("[A-Za-z]{2}", word)} <= NAMES | SETTINGS, text
        assert not re.sub(r"\{\w+\}", "", text) or not text.isascii() or text in NAMES, text


def test_chinese_sentences_have_chinese_punctuation() -> None:
    for ids, text in pairs():
        bare = re.sub(r"`[^`]*`", "", text)
        assert not re.search(r"[\u4e00-\u9fff][,;:!?()]|[,;!?()][\u4e00-\u9fff]", bare), text
        if ids[0].endswith(".") and " " in ids[0]:
            assert text.endswith("。"), text


def test_a_sentence_put_together_at_run_time_is_refused() -> None:
    with pytest.raises(ValueError, match=r"desk/x\.py:1: .*can't be translated"):
        list(catalogue.scan('say(f"{number} of them")', "desk/x.py"))


@pytest.mark.parametrize(
    ("source", "ids"),
    [
        ('say("a")', ["a"]),
        ('state.wording.say("a" if x else "b")', ["a", "b"]),
        ('message = "a" if x else "b"\nsay(message, n=1)', ["a", "b"]),
        ('wording.count("{number} a", "{number} b", n)', [("{number} a", "{number} b")]),
        ('raise UsageError("a", value=say("b"))', ["a", "b"]),
        ('typer.Option("--x", help="a")', ["a"]),
        ('text.count("a")', []),
    ],
)
def test_ids_are_found_where_they_stand(source: str, ids: list[catalogue.Id]) -> None:
    assert sorted(catalogue.scan(source, "x.py"), key=str) == ids


class _Missing(gettext.NullTranslations):
    """Notes what the catalogue does not have."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []

    def gettext(self, message: str) -> str:
        self.ids.append(message)
        return message


def test_everything_said_on_the_way_is_in_the_catalogue(
    zh: Wording, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = _Missing()
    zh._catalogue.add_fallback(missing)
    render(Rulebook(), zh.say)
    list(settings(zh.say))
    for check in CHECKS.values():
        zh.sentence(check.message, Fault(code=check.code))
        zh.say(inspect.cleandoc(check.explanation))
    for table in documents.TABLES.values():
        list(table(zh))
    calls = [[], *([name] for name in COMMANDS)]
    for group, (module, _) in COMMANDS.items():
        app = import_module(f"contest.cli.commands.{module}").app
        calls += [[group, child] for child in getattr(get_command(app), "commands", ())]
    for call in calls:
        build(zh).main(args=[*call, "--help"], prog_name="contest", standalone_mode=False, obj=zh)
    assert missing.ids == []
    shown = capsys.readouterr().out
    assert shown.count("用法：") == len(calls)
    assert not re.search(r"Usage:|Options:|Commands:|Arguments:|\[required|\[default", shown)


# The choice of the language


@pytest.mark.parametrize(
    ("option", "environment", "chosen"),
    [
        ("zh", {"CONTEST_LANG": "en", "LC_ALL": "en_US.UTF-8"}, "zh"),
        ("en", {"CONTEST_LANG": "zh", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"CONTEST_LANG": "zh", "LC_ALL": "C", "LANG": "C"}, "zh"),
        (None, {"CONTEST_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        (None, {"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "C", "LANG": "C"}, "zh"),
        (None, {"LC_ALL": "C", "LC_MESSAGES": "zh_CN", "LANG": "zh_CN"}, "en"),
        (None, {"LC_MESSAGES": "zh_TW.UTF-8", "LANG": "en_GB"}, "zh"),
        (None, {"LANG": "zh_CN.GB18030"}, "zh"),
        (None, {"LANG": "ZH_cn"}, "zh"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {}, "en"),
        ("", {"CONTEST_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN"}, "zh"),
        (None, {"CONTEST_LANG": "", "LC_ALL": "en_US", "LANG": "zh_CN"}, "en"),
    ],
)
def test_the_first_that_is_set_decides(
    option: str | None, environment: Mapping[str, str], chosen: str
) -> None:
    assert language(option, environment) == chosen


@pytest.mark.parametrize("arguments", [["--lang", "zh", "nosuch"], ["--lang=zh", "nosuch"]])
def test_usage_errors_come_in_the_language_asked_for(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONTEST_LANG", "en")
    assert run(arguments) == 2
    assert "没有命令“nosuch”。" in capsys.readouterr().err


# Sentences


def test_a_missing_part_is_named_in_the_organisers_words(zh: Wording, en: Wording) -> None:
    fault = Fault(code="T101", field="work")
    assert zh.sentence(CHECKS["T101"].message, fault) == "缺少“作品名称”，请补上。"
    assert (
        en.sentence(CHECKS["T101"].message, fault) == "The part “work” is missing; please add it."
    )


def test_every_field_has_a_chinese_name_and_others_stay_as_written(zh: Wording) -> None:
    assert all(not zh.field(name).isascii() for name in FIELDS)
    assert zh.field("school") == "school"


def test_unknown_arguments_show_as_a_question_mark(zh: Wording, en: Wording) -> None:
    for check in CHECKS.values():
        for wording in (zh, en):
            said = wording.sentence(check.message, Fault(code=check.code))
            assert said.count("?") == len(catalogue.PLACEHOLDER.findall(check.message))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_arguments_stay_text(hostile: str, zh: Wording, en: Wording) -> None:
    for wording in (zh, en):
        fault = Fault(code="T104", field=hostile, args={"value": hostile, "allowed": hostile})
        assert wording.sentence(CHECKS["T104"].message, fault).count(hostile) >= 3
        assert hostile in wording.say("There is no command “{name}”.", name=hostile)
        assert hostile in wording.count("{number} of {name}", "{number} of {name}", 2, name=hostile)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_text_without_arguments_is_not_a_format(hostile: str, zh: Wording) -> None:
    assert zh.say(hostile) == hostile


def test_nothing_said_is_nothing(zh: Wording) -> None:
    assert zh.say("") == ""


@pytest.mark.parametrize(
    ("number", "english", "chinese"),
    [
        (0, "0 entries", "参赛作品0件"),
        (1, "1 entry", "参赛作品1件"),
        (2, "2 entries", "参赛作品2件"),
    ],
)
def test_plural_forms(number: int, english: str, chinese: str, zh: Wording, en: Wording) -> None:
    assert en.count("{number} entry", "{number} entries", number) == english
    assert zh.count("{number} entry", "{number} entries", number) == chinese


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_explanations_keep_their_examples(check: Any, zh: Wording) -> None:
    english = inspect.cleandoc(check.explanation)
    chinese = zh.say(english)
    assert chinese.count("反例：") == english.count("Bad:")
    assert chinese.count("正例：") == english.count("Good:")
    assert re.findall("`[^`]*`", chinese) == re.findall("`[^`]*`", english)


def said(code: str, wording: Wording, **args: Any) -> str:
    """What is said about a fault with these arguments."""
    fix = args.pop("fix", None)
    fault = Fault(code=code, args=args, fix=fix)
    return wording.sentence(CHECKS[code].says(fault), fault)


@pytest.mark.parametrize(
    ("value", "fix", "number", "chinese"),
    [
        ("—", "-", 3, "各部分之间应用“-”分隔，不是“—”（共3处）。"),
        ("—", "-", 1, "各部分之间应用“-”分隔，不是“—”。"),
        (" ", "-", 1, "两部分之间缺少分隔符“-”。"),
        ("-", "", 1, "“-”处不应有分隔符，请删去。"),
    ],
)
def test_a_sign_is_quoted_with_what_should_stand_there(
    value: str, fix: str, number: int, chinese: str, zh: Wording
) -> None:
    assert said("T108", zh, value=value, fix=fix, number=number) == chinese


def test_the_required_title_is_told_in_the_names_of_its_parts(zh: Wording) -> None:
    zh.learn({"unit": "学校/单位"})
    assert "“《作品名称》+{x y}+学校”" in said("T119", zh, pattern="《{work}》+{x y}+{unit}")


def test_a_long_quote_is_cut_and_a_list_of_choices_is_not(en: Wording) -> None:
    text = said("T104", en, value="微" * 500, allowed="视" * 500)
    assert "“" + "微" * 119 + "…”" in text
    assert "视" * 500 in text
