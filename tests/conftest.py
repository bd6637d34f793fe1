"""What all tests share: how hypothesis looks for examples, and what is told at the end."""

from __future__ import annotations

import os

import pytest
from contests.published import all_published, table_of_clauses
from hypothesis import settings

# Where a change is judged, the same change must always be judged alike; elsewhere luck may find
# what nobody thought of.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

# Nobody's name is remembered from one test to the next, nor in the home of whoever runs them.
os.environ["XDG_CONFIG_HOME"] = os.devnull


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table of what published calls say, and who sees to it."""
    tried = terminalreporter.stats.get("passed", [])
    if not any("contests/test_published" in report.nodeid for report in tried):
        return
    header, *rows = table_of_clauses(all_published())
    terminalreporter.section("clauses of published calls: who sees to them")
    terminalreporter.write_line(f"{'':36}" + "".join(f"{name:>10}" for name in header[1:]))
    for name, *counts in rows:
        terminalreporter.write_line(f"{name:36}" + "".join(f"{count:>10}" for count in counts))
