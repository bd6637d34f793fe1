"""Where the contest's mail lies."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from contest.rules.words import RARE, Count, Name


class Mailbox(Struct, frozen=True, forbid_unknown_fields=True):
    """The mailbox that “contest fetch” reads. A password never stands here."""

    user: Annotated[
        str, Meta(description="The mailbox's name at the server: its address.", extra=RARE)
    ] = ""
    host: Annotated[
        str,
        Meta(
            description="The IMAP server; empty: the one that is known for the address.",
            extra=RARE,
        ),
    ] = ""
    port: Annotated[
        Count | None, Meta(description="Its port; empty: 993, or 143 without tls.", extra=RARE)
    ] = None
    security: Annotated[
        Literal["tls", "starttls", "none"],
        Meta(
            description="How the connection is kept secret; 'none' only on this machine.",
            extra=RARE,
        ),
    ] = "tls"
    folders: Annotated[
        tuple[Name, ...], Meta(description="The folders whose mail is fetched.", extra=RARE)
    ] = ("INBOX",)
