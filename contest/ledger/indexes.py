"""Indexes by which the ledger counts without being read whole."""

from __future__ import annotations

from typing import Final

# The board is looked at all day, and counts everything: these hold what it counts, so that it reads
# a few megabytes instead of the whole ledger. At 100,000 entries they take 13 MB of 291 and half
# a second to make.
M010: Final = (
    "CREATE INDEX entries_by_standing ON entries (status, category, department, current)",
    # The hour, and the offset from UTC in which it is told.
    "CREATE INDEX submissions_by_hour ON submissions "
    "(substr(received_at, 1, 13), substr(received_at, -6), kind, rules)",
    "CREATE INDEX submissions_by_aspect "
    "ON submissions (id, entry, form, eligibility, material, formalities)",
    "CREATE INDEX findings_to_decide ON findings (submission, code) WHERE severity = 'review'",
    # Corrections, withdrawals, originals, questions, and what belongs to nothing: few.
    "CREATE INDEX submissions_aside ON submissions (kind, entry) WHERE version IS NULL",
)
