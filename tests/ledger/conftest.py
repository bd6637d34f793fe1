"""What several of these tests need: a ledger with rows in every table."""

from __future__ import annotations

from ledger.filled import filled as filled  # a fixture
