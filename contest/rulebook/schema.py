"""JSON Schema of contest.toml, for editors that check and complete while one writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from contest.rules import Rulebook

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(say: Callable[[str], str]) -> dict[str, Any]:
    """The schema, its descriptions said by ``say``. TOML's own dates are text to it, as they are
    to the editors that read it."""
    template = "#/$defs/{name}"
    (root,), definitions = msgspec.json.schema_components([Rulebook], ref_template=template)
    found = {"$schema": DIALECT, "title": "contest.toml", **root, "$defs": definitions}
    return _said(found, say)  # type: ignore[no-any-return] # a dict comes back as a dict


def _said(value: Any, say: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {
            key: say(item) if key == "description" and isinstance(item, str) else _said(item, say)
            for key, item in value.items()
        }
    return [_said(item, say) for item in value] if isinstance(value, list) else value
