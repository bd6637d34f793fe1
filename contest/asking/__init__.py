"""What people ask for in one line: text → a tree that the ledger makes SQL of. No I/O here."""

from contest.asking.read import numbers_only, read
from contest.asking.tree import Asked

__all__ = ["Asked", "numbers_only", "read"]
