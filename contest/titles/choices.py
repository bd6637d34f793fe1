"""Parts with fixed values: told by the value itself, an alias, a slip of the keyboard."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from contest.rules import Field
from contest.titles.fold import visible
from contest.titles.pattern import Slot
from contest.titles.slips import one_slip, sounds_alike

_VARIANTS = str.maketrans(
    "個團隊視頻長單體組創編輯劇聲畫動漫電視學術專業類別國際歷實紀錄廣藝術員",
    "个团队视频长单体组创编辑剧声画动漫电视学术专业类别国际历实纪录广艺术员",
)
"""Traditional characters that occur in what contests call their forms and categories, and the
simplified ones. Values are compared so; nothing else is changed by it."""
_TRADITIONAL = frozenset(map(chr, _VARIANTS))

Words = tuple[tuple[str, ...], tuple[str, ...]]
"""The fields of a slot and every way of writing one of its values."""


def simplified(text: str) -> str:
    """The text in the characters in which values are compared."""
    return text if _TRADITIONAL.isdisjoint(text) else text.translate(_VARIANTS)


def letters_of(words: Iterable[str]) -> frozenset[str]:
    """Every letter in which one of these words may be written."""
    plain = {c for word in words for c in word + word.upper()}
    return frozenset(plain | {c for c in _TRADITIONAL if simplified(c) in plain})


def meaning(slot: Slot, text: str) -> str | None:
    """The value that ``text`` is, itself, by an alias, or in traditional characters. Capitals make
    no difference in English."""
    if len(text) > slot.widest:
        return None
    found = slot.meanings.get(text)
    if found is not None or not text:
        return found
    plain = text.casefold() if text.isascii() else simplified(text)
    return slot.meanings.get(plain) if plain != text else None


def is_variant(field: Field, text: str) -> bool:
    """Whether ``text`` is a value but for traditional characters, and not another name of it."""
    return text not in field.aliases and simplified(text) in field.values


def undecided(slot: Slot, text: str) -> bool:
    """Whether the template's choices were left standing, as in 个人/团队."""
    if slot.choice is None or len(text) < 3:
        return False
    found = [v for v in slot.choice.values if v in text]
    # 个人团队 is two choices, AB is not A and B.
    return len(found) > 1 and (any(len(v) > 1 for v in found) or not text.isalnum())


def near(slot: Slot, text: str) -> str | None:
    """The one value that is a single slip away: a character wrong, missing, extra or swapped.
    Of several, the only one that sounds like what was typed."""
    if not slot.choice or not 2 <= len(text) <= slot.widest + 2:
        return None
    return _near(slot.choice.values, simplified(visible(text)))


@lru_cache(maxsize=1024)
def _near(values: tuple[str, ...], word: str) -> str | None:
    close = [v for v in values if _same_but_ending(v, word) or _slipped(v, word)]
    if len(close) == 1 and any(v in word for v in values if v != close[0]):
        return None  # 长短视频 is 长视频 with a slip and 短视频 with a word in front
    if len(close) > 1 or not close:
        close = [v for v in values if sounds_alike(v, word)] or close
    return close[0] if len(close) == 1 else None


def _same_but_ending(value: str, word: str) -> bool:
    """个人赛 for 个人, 短视频类 for 短视频."""
    return len(word) == len(value) + 1 and word.startswith(value) and word[-1] in "类型组赛奖"


def _slipped(value: str, word: str) -> bool:
    """One slip in a value of at least three characters; a character in front is no slip, because
    非短视频 says the opposite."""
    return len(value) > 2 and not word.endswith(value) and one_slip(value, word)


def together(slots: Iterable[Slot], text: str) -> tuple[int, ...]:
    """Where values of different slots that were run together, as in 团队长视频, end; empty if
    ``text`` is not made of at least two of them."""
    if not 3 <= len(text) <= 40:
        return ()
    fixed = tuple((s.fields, tuple(s.meanings)) for s in slots if s.choice)
    return _together(fixed, text) if len(fixed) > 1 else ()


@lru_cache(maxsize=1024)
def _together(fixed: tuple[Words, ...], text: str) -> tuple[int, ...]:
    text = simplified(text)
    ends: list[int] = []
    used: set[tuple[str, ...]] = set()
    at = 0
    while at < len(text):
        best = max(
            (
                (len(word), fields)
                for fields, words in fixed
                if fields not in used
                for word in words
                if word and text.startswith(word, at)
            ),
            default=None,
        )
        if best is None:
            return ()
        at += best[0]
        used.add(best[1])
        ends.append(at)
        while at < len(text) and text[at] in " /·、,，|_-":
            at += 1
    return tuple(ends) if len(ends) > 1 else ()
