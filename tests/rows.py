"""Rows of the ledger for tests, as SQL."""

from __future__ import annotations

SUBMISSION = {
    "key": "'k'", "source": "'s'", "channel": "'mail'", "kind": "'entry'", "reason": "'title'",
    "title": "'t'", "title_from": "'subject'", "repaired": "0", "fields": "'{}'", "spans": "'{}'",
    "refers": "'[]'", "form": "'pass'", "eligibility": "'pass'", "material": "'pass'",
    "formalities": "'n/a'", "rules": "'r'", "recorded_at": "'now'",
}  # fmt: skip


def submission(**changes: str) -> str:
    row = SUBMISSION | changes
    columns, values = ", ".join(row), ", ".join(row.values())
    return f"INSERT INTO submissions ({columns}) VALUES ({values})"  # noqa: S608  # our own texts
