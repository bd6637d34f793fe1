"""contest fetch, as its users run it, from a real Dovecot and from a server like NetEase's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from running import Outcome, contest

from contest.desk.fetch import Coming, Overlooked, Read, fetch, since_of
from contest.errors import SourceError
from contest.intake import landing
from contest.intake.imap import connection
from imap import dovecot as real
from imap.boxes import EAST, IN_TIME, at_netease, bring, came, mail, make, read, stamp
from imap.dovecot import Dovecot, dovecot
from imap.netease import PASSWORD, USER, netease

# Like NetEase's


def test_mails_come_byte_for_byte_with_their_date(tmp_path: Path) -> None:
    raws = {uid: mail(f"[{uid}]", 100 * uid) for uid in range(1, 251)}
    with netease(mails={uid: (stamp(IN_TIME), raw) for uid, raw in raws.items()}) as server:
        found = bring(at_netease(tmp_path, server))
        again = bring(at_netease(tmp_path, server))
    mails = [item.mail for item in came(found)]
    assert {m.uid: m.path.read_bytes() for m in mails} == raws
    assert all(m.internaldate == IN_TIME and m.path.stat().st_mode & 0o777 == 0o600 for m in mails)
    assert all(m.sha256 == hashlib.sha256(raws[m.uid]).hexdigest() for m in mails)
    assert came(again) == []
    assert Overlooked("垃圾邮件", 3) in found
    # Never SELECT, which would mark mail as seen, and never SEARCH, which finds nothing there.
    assert not server.count("SELECT")
    assert not server.count("SEARCH")
    assert server.count("UID FETCH") < 12


def test_no_mailbox_opens_before_id(tmp_path: Path) -> None:
    with netease(mails={7: (stamp(IN_TIME), mail("x"))}) as server:
        bring(at_netease(tmp_path, server))
    words = [line.split()[0] for line in server.asked]
    assert words.index("LOGIN") < words.index("ID") < words.index("EXAMINE")


@pytest.mark.parametrize("budget", [9_000, 60_000, 300_000])
def test_a_line_that_breaks_every_so_many_bytes(tmp_path: Path, budget: int) -> None:
    sizes = (10, 500, 700_000, 20, 2_500_000 if budget > 10_000 else 80_000, 4_000, 4_000)
    raws = {uid: mail(f"[{uid}]", size) for uid, size in enumerate(sizes, 1)}
    mails = {uid: (stamp(IN_TIME), raw) for uid, raw in raws.items()}
    if budget < 10_000:
        del mails[3], raws[3]
    with netease(mails=mails, budget=budget) as server:
        found = bring(at_netease(tmp_path, server))
    assert {item.mail.uid: item.mail.path.read_bytes() for item in came(found)} == raws
    assert server.connections > 1
    assert not list(tmp_path.rglob("*.part"))


def test_the_next_run_goes_on_inside_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = mail("large", 3_000_000)
    with netease(mails={5: (stamp(IN_TIME), raw)}, budget=1_300_000) as server:
        folder = at_netease(tmp_path, server)
        monkeypatch.setattr(connection, "TRIES", 1)
        with pytest.raises(SourceError, match="can't be reached"):
            bring(folder)
        (part,) = tmp_path.rglob(".000005.part")
        begun = part.stat().st_size
        assert begun >= connection.CHUNK
        server.asked.clear()
        server.budget = None
        (only,) = came(bring(folder))
    assert only.mail.path.read_bytes() == raw
    assert f"<{begun}." in next(line for line in server.asked if "PEEK" in line)


def test_what_has_begun_to_come_is_not_added_to(tmp_path: Path) -> None:
    raws = {uid: mail(f"[{uid}]", 3_000) for uid in (1, 2, 3)}
    mails = {uid: (stamp(IN_TIME), raw) for uid, raw in raws.items()}
    with netease(mails=mails) as server:
        folder = at_netease(tmp_path, server)
        place = landing.Landing(folder.path / "inbox", USER, "INBOX", 1)
        place.part(2).write_bytes(raws[2][:1_000])
        found = came(bring(folder))
    assert {item.mail.uid: item.mail.path.read_bytes() for item in found} == raws


def test_a_server_that_is_gone_for_good_is_told(tmp_path: Path) -> None:
    with netease(mails={1: (stamp(IN_TIME), mail("x", 50_000))}, budget=3_000) as server:
        with pytest.raises(SourceError, match="can't be reached"):
            bring(at_netease(tmp_path, server))
        assert connection.TRIES <= server.connections <= 2 * connection.TRIES


def test_a_folder_that_is_numbered_anew_is_read_anew(tmp_path: Path) -> None:
    with netease(mails={1: (stamp(IN_TIME), mail("old"))}) as server:
        folder = at_netease(tmp_path, server)
        bring(folder)
        server.uidvalidity, server.mails = 2, {1: (stamp(IN_TIME), mail("other"))}
        (only,) = came(bring(folder))
    assert only.uidvalidity == 2
    assert b"other" in only.mail.path.read_bytes()
    assert len(list(tmp_path.rglob("*.eml"))) == 2


def test_numbered_anew_in_the_middle_of_a_message(tmp_path: Path) -> None:
    with netease(mails={1: (stamp(IN_TIME), mail("a", 3_000_000))}, budget=2_000_000) as server:

        def renumber() -> None:
            server.uidvalidity, server.budget, server.on_drop = 2, None, None
            server.mails = {1: (stamp(IN_TIME), mail("b", 3_000_000))}

        server.on_drop = renumber
        (only,) = came(bring(at_netease(tmp_path, server)))
    assert only.mail.path.read_bytes() == mail("b", 3_000_000)


@pytest.mark.parametrize("claimed", [0, 100, 5_000_000])
def test_sizes_that_the_server_has_wrong(tmp_path: Path, claimed: int) -> None:
    raw = mail("x", 2_300_000)
    with netease(mails={1: (stamp(IN_TIME), raw)}, sizes={1: claimed}) as server:
        (only,) = came(bring(at_netease(tmp_path, server)))
    assert only.mail.path.read_bytes() == raw


def test_a_server_that_gives_everything_at_once(tmp_path: Path) -> None:
    raw = mail("x", 2_300_000)
    with netease(mails={1: (stamp(IN_TIME), raw)}, ignores_partial=True) as server:
        (only,) = came(bring(at_netease(tmp_path, server)))
    assert only.mail.path.read_bytes() == raw


def test_what_is_deleted_meanwhile_is_no_mail(tmp_path: Path) -> None:
    mails = {uid: (stamp(IN_TIME), mail(f"[{uid}]", uid * 700_000)) for uid in (1, 2, 3)}
    with netease(mails=mails, vanishing={1, 3}) as server:
        found = bring(at_netease(tmp_path, server))
    assert [item.mail.uid for item in came(found)] == [2]
    assert read(found).gone == 2
    assert [p.name for p in tmp_path.rglob("*.eml")] == ["000002.eml"]


def test_a_date_that_is_none_leaves_the_others(tmp_path: Path) -> None:
    mails = {1: (stamp(IN_TIME), mail("a")), 2: ("99-Foo-2025 25:61:00 +0800", mail("b"))}
    with netease(mails=mails) as server:
        found = came(bring(at_netease(tmp_path, server)))
    assert {f.mail.uid: f.mail.internaldate for f in found} == {1: IN_TIME, 2: None}


def test_older_mail_stays_there_until_it_is_asked_for(tmp_path: Path) -> None:
    dates = [datetime(2025, 7, day, 0, 0, tzinfo=EAST) for day in (1, 23, 24, 25)]
    mails = {uid: (stamp(at), mail(f"[{uid}]")) for uid, at in enumerate(dates, 1)}
    with netease(mails=mails) as server:
        folder = at_netease(tmp_path, server, opens="2025-08-01")
        found = fetch(folder, PASSWORD, since=since_of(folder, None), pause=lambda _: None)
        first = list(found)
        assert [f.mail.uid for f in came(first)] == [4]
        assert read(first).older == 3
        assert [f.mail.uid for f in came(bring(folder, "2025-07-24"))] == [3]
        assert [f.mail.uid for f in came(bring(folder))] == [1, 2]
        assert came(bring(folder)) == []


def test_a_mail_that_a_person_deleted_here_does_not_come_again(tmp_path: Path) -> None:
    with netease(mails={1: (stamp(IN_TIME), mail("x"))}) as server:
        folder = at_netease(tmp_path, server)
        (only,) = came(bring(folder))
        only.mail.path.unlink()
        server.mails[2] = (stamp(IN_TIME), mail("y"))
        assert [f.mail.uid for f in came(bring(folder, "2025-01-01"))] == [2]


def test_a_wrong_password_is_told_with_what_to_do(tmp_path: Path) -> None:
    with netease() as server:
        folder = at_netease(tmp_path, server)
        with pytest.raises(SourceError, match="authorisation code"):
            list(fetch(folder, "wrong", since=None, pause=lambda _: None))
        assert server.connections == 1
        made = contest("--dir", tmp_path, "fetch", env={"CONTEST_PASSWORD": "wrong"})
    assert "in: LOGIN Login error or password error. At 163" in made.err


def test_a_folder_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    with netease() as server:
        folder = at_netease(tmp_path, server)
        box = replace(folder.rules.mailbox, folders=("INBOX", "投稿"))
        odd = folder._replace(rules=replace(folder.rules, mailbox=box))
        found = fetch(odd, PASSWORD, since=None, pause=lambda _: None)
        assert [type(next(found)) for _ in range(2)] == [Coming, Read]
        with pytest.raises(SourceError, match="no folder") as error:
            next(found)
    assert error.value.arguments["folders"] == "INBOX、垃圾邮件"


# How it says what it needs


@pytest.mark.parametrize(
    ("box", "said"),
    [
        ("", "No mailbox is named"),
        ("user = 'a@nowhere.example'", "isn't known"),
        ("user = 'a@x.example'\nhost = 'mail.x.example'\nsecurity = 'none'", "for everybody"),
    ],
)
def test_what_the_rules_lack(tmp_path: Path, box: str, said: str) -> None:
    make(tmp_path, box)
    done = contest("--dir", tmp_path, "fetch", env={"CONTEST_PASSWORD": "x"})
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_password_never_stands_in_the_rules(tmp_path: Path) -> None:
    (tmp_path / "contest.toml").write_text("[mailbox]\npassword = 'secret'\n", "utf-8")
    done = contest("--dir", tmp_path, "config", "check")
    assert done.code != 0


def test_no_password_is_told_with_every_way_to_give_one(tmp_path: Path) -> None:
    make(tmp_path, "user = 'a@163.com'")
    done = contest("--dir", tmp_path, "fetch", env={"PYTHON_KEYRING_BACKEND": "none"})
    assert done.code == 2
    assert "CONTEST_PASSWORD" in done.err
    assert "--password-command" in done.err


@pytest.mark.parametrize("command", ["false", "no-such-command-here", "true", "'"])
def test_a_password_command_that_fails_is_told(tmp_path: Path, command: str) -> None:
    make(tmp_path, "user = 'a@163.com'")
    done = contest("--dir", tmp_path, "fetch", "--password-command", command)
    assert done.code == 2
    assert done.err.count("\n") <= 2


def test_the_command_gives_the_password_and_mail_is_taken_in(tmp_path: Path) -> None:
    title = "[个人]-[短视频]-[微光成炬]-[张三+编辑部]"
    late_hop = "Tue, 26 Aug 2025 00:00:05 +0800"
    with netease(mails={1: (stamp(IN_TIME), mail(title, hop=late_hop))}) as server:
        at_netease(tmp_path, server)
        run = ("--dir", tmp_path, "fetch", "--password-command", f"echo {PASSWORD}", "--track")
        done = contest(*run, "--format", "json", cwd=tmp_path)
        again = contest(*run, "--format", "json", cwd=tmp_path)
        server.mails[2] = (stamp(IN_TIME), mail("第二封投稿"))
        plain = contest(*run, cwd=tmp_path)
    (report,) = done.json()["results"]
    assert report["received_by"] == "internaldate"
    assert report["received_at"] == IN_TIME.isoformat()
    # Two clocks on two sides of the closing instant: a person decides.
    assert "D103" in [finding["code"] for finding in report["findings"]]
    assert again.json()["summary"]["unchanged"] == 1
    assert "000001.eml" not in plain.out
    assert "000002.eml" in plain.out


def test_json_tells_what_came(tmp_path: Path) -> None:
    with netease(mails={3: (stamp(IN_TIME), mail("x"))}) as server:
        at_netease(tmp_path, server)
        env = {"CONTEST_PASSWORD": PASSWORD}
        done = contest("fetch", "--format", "json", env=env, cwd=tmp_path)
        plain = contest("fetch", env=env, cwd=tmp_path)
    assert done.json() == {
        "version": 1,
        "command": "fetch",
        "summary": {"fetched": 1, "size": len(mail("x")), "older": 0, "gone": 0},
        "results": [{
            "folder": "INBOX", "uidvalidity": 1, "uid": 3, "internaldate": IN_TIME.isoformat(),
            "size": len(mail("x")), "sha256": hashlib.sha256(mail("x")).hexdigest(),
            "path": f"inbox/{USER}/INBOX-1/000003.eml",
        }],
    }  # fmt: skip
    assert (plain.code, plain.out) == (0, "")
    assert "INBOX: 0 new mails" in plain.err


# What track makes of it


def landed(tmp_path: Path, raw: bytes, at: datetime) -> Path:
    place = landing.Landing(tmp_path / "inbox", "a", "INBOX", 1)
    return place.keep(1, iter([raw]), at).path


def test_the_date_of_the_mailbox_outlives_other_copies_and_new_rules(tmp_path: Path) -> None:
    raw = mail("[个人]-[短视频]-[微光成炬]-[张三+编辑部]", hop="Tue, 26 Aug 2025 09:00:00 +0800")
    folder = make(tmp_path / "c", "")
    copy = tmp_path / "copy.eml"
    copy.write_bytes(raw)

    def track(source: Path) -> Any:
        done = contest("--dir", folder.path, "track", source, "--format", "json").json()
        return done["summary"]["recorded"], done["results"][0]["received_by"]

    assert track(copy) == (1, "received")
    path = landed(tmp_path, raw, IN_TIME)
    assert track(path) == (1, "internaldate")
    assert track(copy) == (0, "internaldate")
    rules = folder.path / "contest.toml"
    rules.write_text(rules.read_text("utf-8").replace("08-25", "08-24"), "utf-8")
    assert track(copy) == (1, "internaldate")


def test_a_file_that_was_changed_has_no_date(tmp_path: Path) -> None:
    path = landed(tmp_path, mail("x"), IN_TIME)
    assert landing.internaldate_of(str(path)) == IN_TIME
    path.write_bytes(mail("x") + b"more")
    assert landing.internaldate_of(str(path)) is None


def test_a_journal_that_a_stopped_run_left_half_written(tmp_path: Path) -> None:
    path = landed(tmp_path, mail("x"), IN_TIME)
    journal = path.parent / landing.JOURNAL
    journal.write_bytes(journal.read_bytes() + b'{"file": "000002.eml", "ui')
    place = landing.Landing(tmp_path / "inbox", "a", "INBOX", 1)
    assert place.done == {1}
    place.keep(2, iter([b"Subject: y\r\n\r\n"]), IN_TIME)
    assert landing.Landing(tmp_path / "inbox", "a", "INBOX", 1).done == {1, 2}


def test_two_at_once_wait_for_nobody(tmp_path: Path) -> None:
    with netease(mails={1: (stamp(IN_TIME), mail("x"))}) as server:
        folder = at_netease(tmp_path, server)
        place = landing.Landing(folder.path / "inbox", USER, "INBOX", 1)
        with place.alone() as alone:
            assert alone
            with pytest.raises(SourceError, match="Another contest fetch"):
                bring(folder)


@pytest.mark.parametrize(
    "name", ["../../etc", ".", "..", "a/b", "a_b", "\0", "工作/投稿", "x" * 400]
)
def test_no_name_leads_out_of_the_inbox(tmp_path: Path, name: str) -> None:
    place = landing.Landing(tmp_path / "inbox", name, name, 1)
    assert place.path.parent.parent == tmp_path / "inbox"
    assert place.path.resolve().is_relative_to(tmp_path / "inbox")


def test_names_that_look_alike_have_places_of_their_own(tmp_path: Path) -> None:
    names = ["a/b", "a_b", "a:b", "a\\b"]
    assert len({landing.Landing(tmp_path, "u", name, 1).path for name in names}) == len(names)


# A real Dovecot


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dovecot]:
    why = real.missing()
    if why:
        pytest.skip(why)
    with dovecot(tmp_path_factory.mktemp("dovecot") / "d") as running:
        yield running


def test_a_real_server(tmp_path: Path, server: Dovecot) -> None:
    raws = {uid: mail(f"[{uid}]", size) for uid, size in enumerate((10, 9_000, 5_000_000, 70), 1)}
    for uid, raw in raws.items():
        server.put(raw, IN_TIME - timedelta(days=uid))
    server.make("&V4NXPpCuTvY-")
    server.put(mail("junk"), IN_TIME, "&V4NXPpCuTvY-")
    server.put(mail("spam"), IN_TIME, "Junk")
    box = f"user = '{real.USER}'\nhost = '127.0.0.1'\nport = {server.port}\n"
    make(tmp_path, box + "folders = ['INBOX', '垃圾邮件']")

    def run(*more: str) -> Outcome:
        env = {"CONTEST_PASSWORD": real.PASSWORD, "SSL_CERT_FILE": str(server.certificate)}
        return contest("--dir", tmp_path, "fetch", *more, env=env)

    done = run("--format", "json")
    assert done.code == 0, done.err
    results = done.json()["results"]
    assert [(r["folder"], r["uid"]) for r in results] == [
        *(("INBOX", uid) for uid in raws), ("垃圾邮件", 1),
    ]  # fmt: skip
    for result in results[:4]:
        assert Path(result["path"]).read_bytes() == raws[result["uid"]]
        at = datetime.fromisoformat(result["internaldate"])
        assert at == IN_TIME - timedelta(days=result["uid"])
    assert "“Junk” holds 1 mail" in done.err
    assert all(b"Seen" not in flags for flags in server.flags())
    server.put(mail("new"), IN_TIME)
    assert [r["uid"] for r in run("--format", "json").json()["results"]] == [5]
    assert run("--format", "json").json()["results"] == []


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path, server: Dovecot) -> None:
    box = f"user = '{real.USER}'\nhost = '127.0.0.1'\nport = {server.port}"
    make(tmp_path, box)
    done = contest("--dir", tmp_path, "fetch", env={"CONTEST_PASSWORD": real.PASSWORD})
    assert (done.code, done.out) == (2, "")
    assert "can't be reached" in done.err
    assert "certificate" in done.err


def test_nobody_answers(tmp_path: Path) -> None:
    make(tmp_path, "user = 'a'\nhost = '127.0.0.1'\nport = 1\nsecurity = 'none'")
    done = contest("--dir", tmp_path, "fetch", env={"CONTEST_PASSWORD": "x"})
    assert done.code == 2
    assert done.err.startswith("error: 127.0.0.1:1 can't be reached")


def test_the_journal_is_lines_of_json(tmp_path: Path) -> None:
    path = landed(tmp_path, mail("x"), datetime(2025, 8, 25, 1, tzinfo=UTC))
    (line,) = (path.parent / landing.JOURNAL).read_text("utf-8").splitlines()
    assert json.loads(line) == {
        "file": "000001.eml", "uid": 1, "internaldate": "2025-08-25T01:00:00+00:00",
        "size": len(mail("x")), "sha256": hashlib.sha256(mail("x")).hexdigest(),
    }  # fmt: skip
