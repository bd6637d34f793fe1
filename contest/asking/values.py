"""The house's words as values of a query, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

Words = Mapping[str, tuple[str, ...]]
"""A word and what else it is called."""

STATUSES: Final[Words] = MappingProxyType({
    "accepted": ("有效",), "returned": ("待补正", "退回"), "review": ("待核实",),
    "withdrawn": ("已撤回", "撤回"), "disqualified": ("取消资格",),
})  # fmt: skip
KINDS: Final[Words] = MappingProxyType({
    "entry": ("投稿",), "correction": ("更正",), "withdrawal": ("撤回",), "original": ("原片",),
    "question": ("咨询",), "unrelated": ("无关",),
})  # fmt: skip
CHANNELS: Final[Words] = MappingProxyType(
    {"mail": ("邮件",), "post": ("帖子",), "file": ("文件",), "text": ("文本",)}
)
SEVERITIES: Final[Words] = MappingProxyType(
    {"error": ("错误",), "review": ("待核实",), "warning": ("警告",), "info": ("提示",)}
)


def word_of(text: str, words: Words) -> str | None:
    """The word that is meant, whole or by its beginning where that is clear; None for no word."""
    wanted = text.casefold()
    begins = []
    for word, others in words.items():
        if wanted == word or wanted in others:
            return word
        if word.startswith(wanted):
            begins.append(word)
    return begins[0] if len(begins) == 1 and len(wanted) >= LEAST else None


LEAST = 3
"""Letters of a word that are enough, where they are clear."""
