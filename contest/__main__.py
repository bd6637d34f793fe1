"""python -m contest, and the entry point of the command ``contest``."""

from __future__ import annotations

import gc
import sys

from contest import __version__


def _print_version() -> int:
    """The version on stdout; 2 if nothing can be written there."""
    if sys.stdout is None:
        return 0
    try:
        sys.stdout.write(f"contest {__version__}\n")
        sys.stdout.flush()
    except OSError as error:
        sys.stdout = None  # or Python would try again at its end, and show a traceback
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def main() -> None:
    """Run the command line and exit with its code."""
    if sys.argv[1:] == ["--version"]:
        # Before anything is imported: the version should cost no more than Python itself.
        sys.exit(_print_version())
    # Start-up makes tens of thousands of objects that all stay: looking through them for garbage
    # again and again would cost a twentieth of it.
    gc.set_threshold(50_000)
    from contest.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
