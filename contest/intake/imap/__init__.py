"""A mailbox at an IMAP server: read only, in pieces, over as many connections as it takes.

RFC 9051 (IMAP4rev2), of which only what RFC 3501 has too is used, and RFC 2971 (ID), without which
NetEase's servers open no mailbox. Searching is left out: NetEase's finds nothing, and the dates of
IMAP's know neither time nor zone. Nothing that stands in a mail is ever sent to the server.
"""

from contest.intake.imap.account import Account, account_of
from contest.intake.imap.answers import (
    GoneError,
    Message,
    Opened,
    RenumberedError,
    WithheldError,
)
from contest.intake.imap.mailbox import Server

__all__ = [
    "Account",
    "GoneError",
    "Message",
    "Opened",
    "RenumberedError",
    "Server",
    "WithheldError",
    "account_of",
]
