"""contest fetch from servers that say no, hang up or number their mail anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from running import contest

from contest.desk.fetch import Coming, Overlooked, fetch
from contest.errors import SourceError
from contest.intake.imap import Server, connection, mailbox
from contest.intake.imap.account import account_of
from imap import dovecot as real
from imap.boxes import IN_TIME, at_netease, bring, came, mail, make, read, stamp
from imap.dovecot import Dovecot, dovecot
from imap.netease import PASSWORD, USER, NetEase, netease


def mails(*sizes: int) -> dict[int, tuple[str, bytes]]:
    return {uid: (stamp(IN_TIME), mail(f"[{uid}]", size)) for uid, size in enumerate(sizes, 1)}


def saying(word: str, said: str, after: int = 0) -> Callable[[str], str]:
    """Answer commands that hold a word with this, once so many of them were answered well."""
    seen = 0

    def refuses(command: str) -> str:
        nonlocal seen
        seen += word in command
        return said if word in command and seen > after else ""

    return refuses


def here(folder: Path) -> dict[int, bytes]:
    """The mails that have come, in whatever numbering."""
    return {int(path.stem): path.read_bytes() for path in folder.rglob("*.eml")}


# NO, BAD and BYE


@pytest.mark.parametrize(
    ("said", "told"),
    [("NO [INUSE] It's busy", "[INUSE] It's busy"), ("BAD 忙，'稍后'", "忙，'稍后'")],
)
@pytest.mark.parametrize(
    ("word", "after", "sentence"),
    [
        ("EXAMINE", 0, "doesn't open"),
        ("RFC822.SIZE", 0, "refuses to give the mail"),
        ("BODY.PEEK", 0, "refuses to give the mail"),
        ("BODY.PEEK", 2, "refuses to give the mail"),
        ("LIST", 0, "doesn't say which folders"),
    ],
)
def test_a_refusal_is_told_and_the_next_run_goes_on(
    tmp_path: Path, said: str, told: str, word: str, after: int, sentence: str
) -> None:
    held = mails(10, 1_500_000, 20, 1_500_000, 30, 40)
    with netease(mails=held, refuses=saying(word, said, after)) as server:
        folder = at_netease(tmp_path, server)
        with pytest.raises(SourceError, match=sentence) as error:
            bring(folder)
        assert error.value.exit_code == 2
        assert error.value.arguments["reason"] == told
        first = here(tmp_path)
        server.refuses = None
        again = came(bring(folder))
    assert here(tmp_path) == {uid: raw for uid, (_, raw) in held.items()}
    # What was recorded stays so.
    assert {f.mail.uid for f in again} == set(held) - set(first)
    assert bool(first) == bool(after or word == "LIST")
    assert not list(tmp_path.rglob("*.part"))


def test_a_refusal_is_one_sentence(tmp_path: Path) -> None:
    with netease(mails=mails(10), refuses=saying("EXAMINE", "NO Try again later")) as server:
        at_netease(tmp_path, server)
        done = contest("--dir", tmp_path, "fetch", env={"CONTEST_PASSWORD": PASSWORD})
    assert (done.code, done.out) == (2, "")
    assert " ".join(done.err.split()) == (
        "error: 127.0.0.1 doesn't open “INBOX”: Try again later. What has come is "
        "kept; run the command again later to go on."
    )


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("EXAMINE", "doesn't open"),
        ("RFC822.SIZE", "refuses to give the mail"),
        ("BODY.PEEK", "refuses to give the mail"),
        ("LIST", "doesn't say which folders"),
    ],
)
def test_a_server_that_hangs_up_is_asked_again_and_given_up(
    tmp_path: Path, word: str, sentence: str
) -> None:
    held = mails(10, 1_500_000, 20)
    with netease(mails=held, refuses=saying(word, "BYE System upgrade")) as server:
        folder = at_netease(tmp_path, server)
        with pytest.raises(SourceError, match=sentence) as error:
            bring(folder)
        assert error.value.exit_code == 2
        assert error.value.arguments["reason"] == "System upgrade"
        assert server.connections <= 1 + connection.GOODBYES * (1 + mailbox.STUBBORN)
        server.refuses = None
        bring(folder)
    assert here(tmp_path) == {uid: raw for uid, (_, raw) in held.items()}


def test_a_server_that_has_gone_after_its_goodbye(tmp_path: Path) -> None:
    with netease(mails=mails(10)) as server:

        def refuses(command: str) -> str:
            server.greeting = "* BYE Down for maintenance"
            return "BYE Shutting down" if "BODY.PEEK" in command else ""

        server.refuses = refuses
        with pytest.raises(SourceError, match="can't be reached") as error:
            bring(at_netease(tmp_path, server))
    assert error.value.arguments["reason"] == "* BYE Down for maintenance"


def test_one_goodbye_is_no_error(tmp_path: Path) -> None:
    held = mails(10, 1_500_000, 20)
    with netease(mails=held) as server:
        left = ["BYE Autologout", "BYE Autologout"]

        def refuses(command: str) -> str:
            return left.pop() if "BODY.PEEK" in command and left else ""

        server.refuses = refuses
        found = bring(at_netease(tmp_path, server))
    assert {f.mail.uid: f.mail.path.read_bytes() for f in came(found)} == here(tmp_path)
    assert len(came(found)) == 3


def test_a_folder_that_does_not_open_again_after_a_break(tmp_path: Path) -> None:
    held = mails(1_500_000, 10)
    with netease(mails=held, budget=1_200_000) as server:
        server.refuses = saying("EXAMINE", "NO [INUSE] In use", after=1)
        folder = at_netease(tmp_path, server)
        with pytest.raises(SourceError, match="doesn't open") as error:
            bring(folder)
        assert error.value.arguments["folder"] == "INBOX"
        server.refuses, server.budget = None, None
        bring(folder)
    assert here(tmp_path) == {uid: raw for uid, (_, raw) in held.items()}


# One mail among others


INTERNAL = "NO [SERVERBUG] Internal error"


def refusing(uids: set[int], said: str = INTERNAL) -> Callable[[str], str]:
    """Refuse every question for the bytes of these mails, alone or with others."""

    def refuses(command: str) -> str:
        if not command.startswith("UID FETCH"):
            return ""
        asked = {int(uid) for uid in command.split()[2].split(",")}
        return said if asked & uids else ""

    return refuses


def test_a_mail_that_the_server_refuses_keeps_no_other_back(tmp_path: Path) -> None:
    held = mails(10, 20, 1_500_000, 30, 1_500_000, 40)
    with netease(mails=held, refuses=refusing({2, 5})) as server:
        at_netease(tmp_path, server)
        run = ("--dir", tmp_path, "fetch", "--all")
        done = contest(*run, env={"CONTEST_PASSWORD": PASSWORD})
        told = " ".join(done.err.split())
        assert (done.code, done.out) == (2, "")
        assert "INBOX: 4 new mails" in told
        assert "refuses to give mail 2, 5 of “INBOX”" in told
        assert "[SERVERBUG] Internal error" in told
        assert set(here(tmp_path)) == {1, 3, 4, 6}
        # A later mail must not hide those two from the next run.
        server.mails[7] = (stamp(IN_TIME), mail("[7]"))
        server.refuses = None
        found = bring(at_netease(tmp_path, server))
        assert [f.mail.uid for f in came(found)] == [2, 5, 7]
        server.asked.clear()
        assert came(bring(at_netease(tmp_path, server))) == []
    assert here(tmp_path) == {uid: raw for uid, (_, raw) in server.mails.items()}


def test_a_mail_over_which_the_server_hangs_up_keeps_no_other_back(tmp_path: Path) -> None:
    held = mails(10, 20, 1_500_000, 30, 1_500_000, 40)
    with netease(mails=held, refuses=refusing({2, 5}, "BYE Internal error")) as server:
        with pytest.raises(SourceError, match="refuses to give mail") as error:
            bring(at_netease(tmp_path, server))
        assert error.value.arguments["numbers"] == "2, 5"
        assert error.value.arguments["reason"] == "Internal error"
        assert set(here(tmp_path)) == {1, 3, 4, 6}


def test_a_server_that_refuses_every_mail_is_not_asked_for_each(tmp_path: Path) -> None:
    with netease(mails=mails(*[10] * 90), refuses=refusing(set(range(91)))) as server:
        with pytest.raises(SourceError, match="refuses to give the mail of"):
            bring(at_netease(tmp_path, server))
        assert server.count("BODY.PEEK") == 1 + mailbox.STUBBORN


def test_what_came_before_the_refusal_is_not_taken_for_another_answer(tmp_path: Path) -> None:
    held = mails(10, 20, 30)
    wrong = b"other"
    half = f"* 1 FETCH (UID 1 BODY[] {{{len(wrong)}}}\r\n{wrong.decode()})\r\nNO Out of memory"
    left = [half]

    def refuses(command: str) -> str:
        return left.pop() if "BODY.PEEK" in command and left else ""

    with netease(mails=held, refuses=refuses) as server:
        bring(at_netease(tmp_path, server))
    assert here(tmp_path) == {uid: raw for uid, (_, raw) in held.items()}


def test_a_folder_for_junk_that_nobody_may_look_into_is_told(tmp_path: Path) -> None:
    with netease(mails=mails(10), refuses=saying("STATUS", "NO Permission denied")) as server:
        folder = at_netease(tmp_path, server)
        assert Overlooked("垃圾邮件", None) in bring(folder)
        done = contest("--dir", tmp_path, "fetch", env={"CONTEST_PASSWORD": PASSWORD})
    assert done.code == 0
    assert "“垃圾邮件” isn't fetched" in done.err


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("EXAMINE", "* OK [UIDVALIDITY] of mine"),
        ("RFC822.SIZE", "* 1 FETCH (UID 1 RFC822.SIZE (1 2))"),
        ("RFC822.SIZE", "* 1 FETCH (UID 1 INTERNALDATE 5)"),
        ("BODY.PEEK", "* 1 FETCH (UID 1 (BODY[]) 3)"),
        ("BODY.PEEK", f"* 1 FETCH (UID 1 BODY[] {{{1 << 60}}}"),
        ("LIST", '* LIST () "/"'),
        ("STATUS", '* STATUS "INBOX" (MESSAGES many)'),
    ],
)
def test_an_answer_that_makes_no_sense_is_told(tmp_path: Path, word: str, answer: str) -> None:
    with netease(mails=mails(10), refuses=saying(word, f"{answer}\r\nOK done")) as server:
        folder = at_netease(tmp_path, server)
        with pytest.raises(SourceError, match="can't be read"):
            bring(folder)
        server.refuses = None
        bring(folder)
    assert here(tmp_path) == {1: mail("[1]", 10)}


# Before a folder is open


def test_a_server_that_wants_no_introduction(tmp_path: Path) -> None:
    with (
        netease(mails=mails(10), refuses=saying('ID ("', "BAD Unknown command")) as server,
        # Without ID, this one opens no folder.
        pytest.raises(SourceError, match="doesn't open") as error,
    ):
        bring(at_netease(tmp_path, server))
    assert "Unsafe Login" in str(error.value.arguments["reason"])


@pytest.mark.parametrize(
    ("greeting", "said"),
    [
        ("* BYE Too many connections", "can't be reached"),
        ("* NO Not today", "doesn't greet as an IMAP server does"),
        ("+OK POP3 ready", "doesn't greet as an IMAP server does"),
        ("220 mail.example.com ESMTP", "can't be reached"),
    ],
)
def test_a_greeting_that_lets_nobody_in(tmp_path: Path, greeting: str, said: str) -> None:
    with netease(greeting=greeting) as server, pytest.raises(SourceError, match=said) as error:
        bring(at_netease(tmp_path, server))
    if "reason" in error.value.arguments:
        assert greeting.removeprefix("* BYE ") in str(error.value.arguments["reason"])


def test_a_server_without_starttls() -> None:
    with netease(refuses=saying("STARTTLS", "NO No certificate")) as server:
        account = account_of(USER, "127.0.0.1", server.port, "starttls")
        with (
            pytest.raises(SourceError, match="doesn't change over to TLS"),
            Server(account, PASSWORD, pause=lambda _: None) as asked,
        ):
            asked.folders()
        assert not server.count("LOGIN")


# Numbered anew


def renumbering(server: NetEase, times: int) -> Callable[[], None]:
    """Number the folder anew with each connection that breaks, so many times."""

    def renumber() -> None:
        if server.uidvalidity <= times:
            server.uidvalidity += 1
        else:
            server.budget, server.on_drop = None, None

    return renumber


def test_numbered_anew_twice_in_one_run(tmp_path: Path) -> None:
    held = mails(10, 3_000_000)
    with netease(mails=held, budget=2_000_000) as server:
        server.on_drop = renumbering(server, 2)
        folder = at_netease(tmp_path, server)
        with pytest.raises(SourceError, match="anew again and again") as error:
            bring(folder)
        assert error.value.exit_code == 2
        assert error.value.arguments["folder"] == "INBOX"
        # Under both numberings what had come stays recorded.
        kept = sorted(path.relative_to(tmp_path / "inbox") for path in tmp_path.rglob("*.eml"))
        assert [path.parts[1:] for path in kept] == [
            ("INBOX-1", "000001.eml"), ("INBOX-2", "000001.eml"),
        ]  # fmt: skip
        server.on_drop, server.budget = None, None
        found = came(bring(folder))
    assert {f.mail.uid: f.mail.path.read_bytes() for f in found} == {
        uid: raw for uid, (_, raw) in held.items()
    }
    assert {f.uidvalidity for f in found} == {3}


def test_numbered_anew_while_it_is_listed(tmp_path: Path) -> None:
    with netease(mails=mails(*[10] * 300), budget=10_000) as server:
        server.on_drop = renumbering(server, 2)
        folder = at_netease(tmp_path, server)
        with pytest.raises(SourceError, match="anew again and again"):
            bring(folder)
        assert here(tmp_path) == {}
        server.on_drop, server.budget = None, None
        assert len(came(bring(folder))) == 300


def test_numbered_anew_twice_is_one_sentence(tmp_path: Path) -> None:
    with netease(mails=mails(3_000_000), budget=2_000_000) as server:
        server.on_drop = renumbering(server, 2)
        at_netease(tmp_path, server)
        done = contest("--dir", tmp_path, "fetch", env={"CONTEST_PASSWORD": PASSWORD})
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("error: 127.0.0.1 numbers “INBOX” anew")


# A real Dovecot


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dovecot]:
    why = real.missing()
    if why:
        pytest.skip(why)
    with dovecot(tmp_path_factory.mktemp("dovecot") / "d") as running:
        yield running


def test_a_real_server_lost_a_mail_and_cannot_read_another(
    tmp_path: Path, server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    raws = [mail(f"[{number}]", 100) for number in range(5)]
    for raw in raws:
        server.put(raw, IN_TIME)
    folder = make(tmp_path, f"user = '{real.USER}'\nhost = '127.0.0.1'\nport = {server.port}\n")

    def fetched() -> Iterator[Any]:
        return fetch(folder, real.PASSWORD, since=None, pause=lambda _: None)

    running = fetched()
    found = [next(running)]
    assert isinstance(found[0], Coming)
    server.delete(2)
    with (
        server.unreadable(raws[3]),
        pytest.raises(SourceError, match="refuses to give mail") as error,
    ):
        found.extend(running)
    assert error.value.arguments["numbers"] == "4"
    assert [f.mail.path.read_bytes() for f in came(found)] == [raws[0], raws[2], raws[4]]
    assert read(found).gone == 1
    assert [f.mail.path.read_bytes() for f in came(list(fetched()))] == [raws[3]]
