"""Make the sample inbox anew: ``python tests/make_submissions.py [DIR]``, or ``--list`` it.

Expected reports (``*.expected.json``) in the folder stay as they are.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sampling import inbox

SUBMISSIONS = Path(__file__).resolve().parent.parent / "submissions"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dir", nargs="?", type=Path, default=SUBMISSIONS)
    parser.add_argument("--list", action="store_true", help="print what each sample teaches")
    arguments = parser.parse_args()
    if arguments.list:
        for name, teaches in inbox.table():
            print(f"{name:28} {teaches}")  # noqa: T201  # a table on standard output
        return
    size = inbox.write(arguments.dir)
    print(f"{len(inbox.table())} samples, {size:,} bytes, in {arguments.dir}", file=sys.stderr)  # noqa: T201  # a script talks


if __name__ == "__main__":
    main()
