"""The codes of titles: what each is called and weighs, and what it says to the entrant.

Each sentence can be pasted into a reply: it quotes what is wrong and says what belongs there.
"""

from __future__ import annotations

from contest.checks import needs, parts, places, signs, titles
from contest.checks.base import Check
from contest.model import Aspect, Severity

FORM = Aspect.FORM
ERROR, REVIEW, WARNING, INFO = Severity.ERROR, Severity.REVIEW, Severity.WARNING, Severity.INFO

TITLES = (
    Check("T101", "missing-part", FORM, ERROR,
          "The part “{field}” is missing; please add it.", titles.missing_part, needs.noticed),
    Check("T102", "no-title", FORM, ERROR,
          "“{value}” is not in the form of the required title; it should read “{pattern}”.",
          titles.no_title, needs.noticed, otherwise=("No part of the required title was found.",)),
    Check("T103", "undecided", FORM, ERROR,
          "The part “{field}” still reads “{value}”, as in the template; choose one of {allowed}.",
          titles.undecided, needs.noticed, otherwise=(
              "The part “{field}” still reads “{value}”, as in the template; please fill it in.",
          )),
    Check("T104", "unknown-value", FORM, ERROR,
          "“{value}” is no known {field}; allowed are {allowed}.",
          titles.unknown_value, needs.noticed),
    Check("T105", "misspelt-value", FORM, WARNING,
          "“{value}” should read “{meant}” and was taken for it.", titles.misspelt, needs.noticed),
    Check("T106", "alias", FORM, WARNING,
          "“{value}” should read “{meant}”, as it is called here.", titles.alias, needs.noticed),
    Check("T107", "other-brackets", FORM, WARNING,
          "The brackets of “{value}” are not the required ones; it should read “{fix}”{places}.",
          signs.brackets, needs.noticed, otherwise=(
              "The brackets of “{value}” are not the required ones{places}.",
          )),
    Check("T108", "other-dashes", FORM, WARNING,
          "“{value}” stands between two parts where “{fix}” should stand{places}.",
          signs.dashes, needs.noticed, otherwise=(
              "“{fix}” is missing between two parts{places}.",
              "“{value}” stands where no separator belongs{places}; leave it out.",
              "The separators are not the required ones{places}.",
          )),
    Check("T109", "spaced-separators", FORM, WARNING,
          "There are spaces around a separator: “{value}” should read “{fix}”{places}.",
          signs.spaces, needs.noticed, otherwise=(
              "There are spaces where none belong{places}; leave them out.",
          )),
    Check("T110", "other-joiner", FORM, WARNING,
          "“{left}” and “{right}” are joined by “{value}”; it should be “{fix}”.",
          signs.joiner, needs.noticed, otherwise=(
              "“{fix}” is missing between “{left}” and “{right}”.",
              "Two parts are joined by “{value}”; it should be “{fix}”.",
              "Two parts are joined by another sign than “{fix}”.",
          )),
    Check("T111", "reply-prefix", FORM, INFO,
          "“{value}” in front of the title comes from replying or forwarding; leave it out.",
          signs.reply_prefix, needs.noticed),
    Check("T112", "text-outside", FORM, WARNING,
          "“{value}” belongs to no part of the title; leave it out.",
          signs.text_outside, needs.noticed),
    Check("T113", "file-extension", FORM, INFO,
          "“{value}” behind the title comes from a file's name; leave it out.",
          signs.file_extension, needs.noticed),
    Check("T114", "topic-missing", FORM, WARNING,
          "The part “{field}” is missing; the title is usable without.",
          titles.topic_missing, needs.noticed),
    Check("T115", "two-readings", FORM, REVIEW,
          "The title can be read in two ways: “{one}” or “{two}”; please say which is meant.",
          titles.two_readings, needs.noticed),
    Check("T116", "invisible-characters", FORM, WARNING,
          "The title holds invisible characters ({value}; number: {number}); type it anew "
          "without them.", signs.invisible, needs.noticed, otherwise=(
              "The title holds invisible characters (number: {number}).",
          )),
    Check("T117", "topic-unknown", FORM, WARNING,
          "“{value}” is none of the contest's topics; choose one of {allowed}.",
          titles.topic_unknown, needs.noticed),
    Check("T118", "too-long", FORM, WARNING,
          "The text is too long for a title; only its first {limit} characters were looked at.",
          titles.too_long, needs.noticed),
    Check("T119", "empty-title", FORM, ERROR,
          "There is no title; it should read “{pattern}”.", titles.empty_title, needs.noticed,
          otherwise=("There is no title.",)),
    Check("T120", "stray-bracket", FORM, REVIEW,
          "A bracket inside a part has no partner; written out, the title would read “{value}”: "
          "please say whether that is meant.", signs.stray_bracket, needs.noticed),
    Check("T121", "swapped-people", FORM, REVIEW,
          "“{author}” looks like a department and “{department}” like a person; please say "
          "which is which.", titles.swapped_people, needs.noticed),
    Check("T122", "second-title", FORM, REVIEW,
          "“{value}” looks like part of a second title; each work needs a title of its own.",
          titles.second_title, needs.noticed),
    Check("T123", "several-joiners", FORM, REVIEW,
          "“{value}” can't be split into author and department for sure; put “、” between "
          "several authors.", titles.several_joiners, needs.noticed),
    Check("T124", "phone-number", FORM, REVIEW,
          "The part “{field}” reads “{value}”, with what looks like a telephone number; leave "
          "it out.", titles.phone_number, needs.noticed, otherwise=(
              "The part “{field}” holds a number that looks like a telephone.",
          )),
    Check("T125", "swapped-parts", FORM, WARNING,
          "The parts “{value}” stand in the wrong order.",
          titles.swapped_parts, needs.noticed),
    Check("T126", "topic-elsewhere", FORM, WARNING,
          "“{value}” should stand in front of the title.", titles.topic_elsewhere, needs.noticed),
    Check("T127", "missing-literal", FORM, WARNING,
          "The fixed text “{value}” is missing around the title; please add it.",
          parts.missing_literal, needs.noticed),
    Check("T128", "not-in-roster", FORM, REVIEW,
          "“{value}” is on no list for the part “{field}”; perhaps one of these is meant: {near}.",
          parts.not_in_roster, needs.noticed, otherwise=(
              "“{value}” is on no list for the part “{field}”; please check how it is written.",
          )),
    Check("T129", "wrong-form", FORM, ERROR,
          "“{value}” can't be the part “{field}”, which should be {wanted}.",
          parts.wrong_form, needs.noticed),
    Check("T130", "wrong-size", FORM, ERROR,
          "The part “{field}” reads “{value}”, which has {size} characters; allowed are {limit}.",
          parts.wrong_size, needs.noticed, otherwise=(
              "The part “{field}” has {size} characters; allowed are {limit}.",
          )),
    Check("T131", "wrong-number", FORM, ERROR,
          "The part “{field}” reads “{value}”, which names {size} people; allowed are {limit}.",
          parts.wrong_number, needs.noticed, otherwise=(
              "The part “{field}” names {size} people; allowed are {limit}.",
          )),
    Check("T132", "forbidden-text", FORM, ERROR,
          "“{value}” must not occur, but stands in “{name}”; leave it out.",
          places.forbidden_text, needs.places),
    Check("T133", "hashtag-missing", FORM, ERROR,
          "The hashtag “{value}” is missing; please add it.", places.hashtag_missing, needs.places),
    Check("T134", "mention-missing", FORM, ERROR,
          "The account “{value}” is not named; please add it.",
          places.mention_missing, needs.places),
    Check("T135", "name-unlike", FORM, WARNING,
          "The name “{value}” ({place}) doesn't have the form that is asked for there: "
          "“{pattern}”.", places.name_unlike, needs.places, otherwise=(
              "The name “{value}” ({place}) doesn't have the form that is asked for there.",
          )),
    Check("T136", "exchanged-parts", FORM, REVIEW,
          "“{one}” stands in the part “{field}”, but “{two}” looks more like it; please say "
          "which is which.", parts.exchanged_parts, needs.noticed),
    Check("T137", "cut-off", FORM, REVIEW,
          "“{value}” is never closed: the end of the title may have been cut off.",
          titles.cut_off, needs.noticed),
)  # fmt: skip
