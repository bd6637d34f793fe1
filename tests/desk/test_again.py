"""What is judged anew from the ledger alone comes out as it came out of the mail."""

from __future__ import annotations

from pathlib import Path

import pytest
from desks import act, tracked
from running import INBOX

from contest.desk.again import judge_again
from contest.desk.folder import open_folder
from contest.desk.validate import Desk
from contest.ledger import query


@pytest.mark.slow
def test_the_whole_sample_inbox_stands_as_it_stood(tmp_path: Path) -> None:
    (tmp_path / "contest.toml").write_text("[contest]\n", "utf-8")
    folder = open_folder(tmp_path, tmp_path)
    tracked(folder, INBOX)
    desk = Desk.of(folder.rules)
    with folder.ledger() as store:
        ids = [row[0] for row in store.db.execute("SELECT id FROM submissions")]
        entries = [row.number for row in query.entries(store.db)]
        before = [query.report(store.db, number) for number in ids]
        states = list(query.states(store.db))
        with store.write(by := act()) as db:
            for entry in entries:
                judge_again(db, desk, entry, by)
        assert [query.report(store.db, number) for number in ids] == before
        assert list(query.states(store.db)) == states
        said = store.db.execute("SELECT count(*) FROM acts WHERE command = 'test'").fetchone()
    assert len(entries) > 50
    assert said == (0,)
