"""Real mails by other people, read where they lie: none raises, none takes long."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from contest.intake.mail import read_mail
from contest.intake.stretch import whole
from contest.intake.terms import terms_of
from contest.rules import Rulebook

from .test_hostile import assert_whole

CORPUS = Path(__file__).parents[3] / "shared/corpus/mail"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real mails is not here")
def test_every_real_mail_is_read() -> None:
    terms = terms_of(Rulebook(), None)
    for path in sorted(path for path in CORPUS.rglob("*") if path.is_file()):
        started = time.process_time()
        received = read_mail(whole(str(path)), None, terms)
        assert time.process_time() - started < 2, path
        assert_whole(received)
        if path.suffix == ".eml":
            assert received.submission.candidates or received.submission.signals.subject == ""
            assert not {"S101", "S102"} & {fault.code for fault in received.submission.faults}, path
