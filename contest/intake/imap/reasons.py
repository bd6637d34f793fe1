"""What a server or the system said when something failed, without what libraries put around it."""

from __future__ import annotations

import ast
import re
import ssl

_FRAME = re.compile(
    r"command: \w+ => (.*)"
    r"|\w+ command error: BAD \[(.*)\]"
    r"|(?:select|fetch|list|status|starttls) failed: (.*)",
    re.DOTALL | re.IGNORECASE,
)
"""What imaplib and IMAPClient put around the server's words."""
_BYTES = re.compile(r"b(?P<quote>['\"])(?:\\.|(?!(?P=quote)).)*(?P=quote)", re.DOTALL)


def reason(error: Exception) -> str:
    """What the system or the server says, on one line, of a length that fits one."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    if isinstance(error, ssl.SSLCertVerificationError):
        said = error.verify_message
    if framed := _FRAME.fullmatch(said):
        said = framed[framed.lastindex or 0]
    said = _BYTES.sub(_words, said)
    return " ".join(said.split())[:200]


def _words(quoted: re.Match[str]) -> str:
    """The server's words, which imaplib shows as Python writes bytes."""
    try:
        return str(ast.literal_eval(quoted[0]), "utf-8", "replace")
    except (SyntaxError, ValueError, TypeError):
        return quoted[0]
