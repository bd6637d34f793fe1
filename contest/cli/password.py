"""The mailbox's password: from the environment, a command, the system's keyring, or typed in.

Never from contest.toml, which goes from hand to hand, and never from the command line, which every
user of the machine can read.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys

from contest.cli.state import State
from contest.errors import ContestError, UsageError

VARIABLE = "CONTEST_PASSWORD"
SERVICE = "contest"
"""Under which the keyring knows it."""
LONGEST_WAIT = 120.0
"""Seconds for a command that may ask a person."""


def password_of(state: State, user: str, command: str | None) -> str:
    """The password of a mailbox. Raises ContestError where there is none."""
    if command is not None:
        return _from_command(command)
    if found := os.environ.get(VARIABLE) or _from_keyring(user):
        return found
    if sys.stdin.isatty() and sys.stderr.isatty():
        import getpass

        return getpass.getpass(state.wording.say("Password of {user}: ", user=user))
    raise ContestError(
        "There is no password for {user}: set CONTEST_PASSWORD, name a command that prints it with "
        "--password-command, or keep it with “keyring set contest {user}” "
        "(pip install 'contest[keyring]').",
        user=user,
    )


def _from_command(command: str) -> str:
    """The first line that a command prints; no shell reads it."""
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if not words:
        raise UsageError("“{value}” is no command that can be run.", value=command)
    try:
        done = subprocess.run(  # noqa: S603  # the organiser's own words, on the command line
            words, stdout=subprocess.PIPE, timeout=LONGEST_WAIT, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise ContestError(
            "“{command}” can't be run: {reason}.",
            command=words[0],
            reason=getattr(error, "strerror", None) or type(error).__name__,
        ) from error
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    if done.returncode or not lines or not lines[0]:
        raise ContestError(
            "“{command}” printed no password (exit code {number}).",
            command=words[0],
            number=done.returncode,
        )
    return lines[0]


def _from_keyring(user: str) -> str | None:
    try:
        import keyring
    except ImportError:
        return None
    try:
        found = keyring.get_password(SERVICE, user)
    except Exception:  # a keyring is the system's: locked, absent, without a screen
        return None
    return str(found) if found else None
