"""What a mail must bring besides its video."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from contest.checks import Case
from contest.checks.formalities import without_samples
from contest.model import Channel, FileKind, ReceivedFile
from contest.rules import Document, Rulebook

from .cases import RULES, VIDEO, case, found

FORM = Document(name="报名表")
INTRODUCTION = Document(name="作品简介", place="either", longest=20)


def file(name: str, size: int = 1000, characters: int | None = None) -> ReceivedFile:
    return ReceivedFile(name, size, FileKind.ATTACHMENT, characters=characters)


def mail(*files: ReceivedFile, documents: tuple[Document, ...], body: str = "") -> Case:
    rules = replace(RULES, documents=documents)
    one = case(files=(VIDEO, *files), rules=rules)
    signals = one.submission.signals._replace(body=body)
    return one._replace(submission=one.submission._replace(signals=signals))


def codes(one: Case) -> list[str]:
    return [code for code in found(one) if code[0] == "F"]


@pytest.mark.parametrize(
    ("files", "document", "expected"),
    [
        ([], FORM, ["F101"]),
        (["报名表.docx"], FORM, []),
        (["张三 报 名 表（最终）.DOC"], FORM, []),
        (["材料.zip"], FORM, ["F102"]),
        (["报名表.jpg"], replace(FORM, formats=("doc", "docx")), ["F103"]),
        (["报名表1.doc", "报名表2.doc"], replace(FORM, most=1), ["F104"]),
        (["剧照1.jpg"], replace(FORM, name="剧照", least=2), ["F101"]),
        ([], replace(FORM, required=False), []),
        ([], replace(FORM, category="长视频"), []),
        (["a.jpg"], Document(name="照片", words=("*",), formats=("jpg",)), []),
        (["登记.doc"], replace(FORM, words=("报名", "登记")), []),
    ],
)
def test_a_document_is_told_by_its_name(
    files: list[str], document: Document, expected: list[str]
) -> None:
    assert codes(mail(*map(file, files), documents=(document,))) == expected


def test_a_document_may_be_too_large() -> None:
    document = replace(FORM, largest="1 KB")
    assert codes(mail(file("报名表.doc", 1025), documents=(document,))) == ["F105"]
    assert codes(mail(file("报名表.doc", 1024), documents=(document,))) == []


@pytest.mark.parametrize(
    ("body", "files", "expected"),
    [
        ("", [], ["F101"]),
        ("您好，这是我的参赛作品，请查收。", [], ["F101"]),
        ("作品简介：一条河。", [], []),
        ("作品简介：" + "河" * 21, [], ["F106"]),
        ("讲一条河的故事。" * 9, [], ["F106"]),
        ("", [("作品简介.txt", 20)], []),
        ("", [("作品简介.docx", 21)], ["F106"]),
        ("", [("作品简介.pdf", None)], []),
    ],
)
def test_an_introduction_may_stand_in_the_mail_or_in_a_file(
    body: str, files: list[tuple[str, int | None]], expected: list[str]
) -> None:
    attached = [file(name, characters=characters) for name, characters in files]
    assert codes(mail(*attached, documents=(INTRODUCTION,), body=body)) == expected


def test_two_texts_in_one_mail_are_told_apart() -> None:
    about = Document(name="作者简介", place="either", longest=20)
    body = "作者简介：" + "我" * 18 + "\n作品简介：" + "河" * 18
    assert codes(mail(documents=(INTRODUCTION, about), body=body)) == []
    assert codes(mail(documents=(INTRODUCTION, about), body=body + "河河河")) == ["F106"]


def test_a_consent_is_wanted_of_everybody_whom_the_title_names() -> None:
    consent = Document(name="同意书", per="person")
    rules = replace(RULES, documents=(consent,))
    title = "[团队]-[短视频]-[微光]-[张三、李四+编辑部]"
    one = case(title, rules=rules, files=(VIDEO, file("张三同意书.pdf")))
    two = case(title, rules=rules, files=(VIDEO, file("张三同意书.pdf"), file("李四同意书.pdf")))
    assert (codes(one), codes(two)) == (["F101"], [])


def test_posts_and_files_bring_no_documents() -> None:
    rules = replace(RULES, documents=(FORM,))
    for channel in (Channel.POST, Channel.FILE, Channel.TEXT):
        assert codes(case(channel=channel, rules=rules)) == []


def test_a_sample_that_the_call_asks_for_is_not_the_video() -> None:
    rules = Rulebook(documents=(Document(name="小样", formats=("mp4",)),))
    both = (VIDEO, VIDEO._replace(name="微光-小样.mp4"))
    assert [f.video for f in without_samples(both, rules)] == [True, False]
