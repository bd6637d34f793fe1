"""The shelf of exports: award lists as files for people."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from contest.errors import ContestError
from contest.exports.base import AwardList, Export
from contest.exports.tables import to_csv, to_xlsx
from contest.exports.texts import to_json, to_markdown

AWARDS = {
    export.name: export
    for export in (
        Export("md", to_markdown),
        Export("csv", to_csv),
        Export("xlsx", to_xlsx),
        Export("json", to_json),
    )
}

__all__ = ["AWARDS", "AwardList", "Export", "write"]


def write(target: Path, data: bytes) -> None:
    """Write the file whole or not at all; a device or pipe is written to, never replaced. Raises
    ContestError where it can't be written."""
    temporary = None
    try:
        real = target.resolve()
        if real.exists() and not real.is_file():
            real.write_bytes(data)
            return
        descriptor, temporary = tempfile.mkstemp(prefix=".part-", dir=real.parent)
        with os.fdopen(descriptor, "wb") as out:
            out.write(data)
        Path(temporary).replace(real)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise ContestError(
            "{path} can't be written: {reason}.",
            path=str(target),
            reason=error.strerror or str(error),
        ) from error
