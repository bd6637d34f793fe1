"""Puts a drawn picture into its file, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PIL import Image

# Small writing frays where JPEG halves the colours: subsampling 0 keeps them.
_JPEG: Final[dict[str, Any]] = {"format": "JPEG", "quality": 88, "subsampling": 0}
_PNG: Final[dict[str, Any]] = {"format": "PNG"}
_KINDS: Final = {".jpg": _JPEG, ".jpeg": _JPEG, ".png": _PNG}


def check_ending(out: Path) -> None:
    """Raises ValueError where the name ends neither in .jpg nor in .png."""
    if out.suffix.lower() not in _KINDS:
        raise ValueError(f"a drawing is .jpg or .png, not {out.suffix!r}")


def save(image: Image.Image, out: Path) -> None:
    """Write ``image`` as ``out`` without metadata, readable by its owner alone.

    Raises: OSError (a full disk, no such folder), after which nothing has changed; ValueError for
    another ending.
    """
    check_ending(out)
    descriptor, name = tempfile.mkstemp(suffix=".part", dir=out.parent)  # mode 0600
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            image.save(file, **_KINDS[out.suffix.lower()])
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
