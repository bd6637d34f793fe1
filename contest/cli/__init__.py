"""The command line: the only room that knows typer and rich. Here is its error boundary."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Sequence

from contest.cli.safe import readable, shown
from contest.cli.streams import abandon, prepare
from contest.errors import ContestError, QueryError, RulebookError
from contest.wording import Wording, language

OK, FINDINGS, FIX, BUG, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes: clean, findings, the organiser must fix something, a bug, Ctrl-C."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return the exit code. Whatever goes wrong ends in one clear sentence
    on stderr; only a bug shows a traceback."""
    prepare()
    wording = Wording(language(_asked_language(arguments), os.environ))
    stopped: list[int] = []

    def stop(number: int, _frame: object) -> None:
        stopped.append(128 + number)
        raise KeyboardInterrupt

    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, stop)
    code = _guarded(arguments, wording)
    if code == INTERRUPTED and stopped:
        return stopped[0]
    return code


def _guarded(arguments: Sequence[str], wording: Wording) -> int:
    try:
        from contest.cli.app import build

        result = build(wording).main(
            args=hoisted(arguments), prog_name="contest", standalone_mode=False, obj=wording
        )
        sys.stdout.flush()
        if result == INTERRUPTED:  # typer has swallowed the Ctrl-C
            return _interrupted(wording)
        return result if isinstance(result, int) else OK
    except KeyboardInterrupt:
        return _interrupted(wording)
    except ContestError as error:
        _complain(error, wording)
        return error.exit_code
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EIO, errno.EBADF}:
            return _other(error, wording)
        abandon()
        reason = wording.say(error.strerror or "?")
        _complain(ContestError("The output can't be written: {reason}.", reason=reason), wording)
        return FIX
    except Exception as error:  # the boundary: every bug ends here
        return _other(error, wording)


FLAGS = frozenset({"-q", "--quiet", "-v", "--verbose"})
VALUED = frozenset({"--dir", "--lang", "--color"})
"""The options of every command: flags, and those with a value."""

TAKERS = frozenset({
    "--title", "--received", "--format", "--reason", "--as", "--jobs", "--posters", "-o",
    "--output", "--rank", "--profile", "--template", "--from", "--opens", "--closes", "--check",
    "--by", "--claimed-by", "--url", "--since", "--password-command", "--set", "--until", "--act",
    "-n", "--seal", "--columns",
})  # fmt: skip
"""Options whose next word is their value, even if it looks like an option."""

TEXTS = frozenset({"--title", "--reason", "--as", "--by", "--claimed-by", "--set"})
"""Those of them whose value is text."""


def hoisted(arguments: Sequence[str]) -> list[str]:
    """The arguments with the options of every command in front, wherever they were written:
    ``contest track inbox -q`` means what it says."""
    front: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            return [*front, *rest, word, *words]
        if word in TAKERS:
            value = next(words, None)
            rest += [word] if value is None else [word, _text(word, value)]
        elif word in VALUED:
            front += [word, *(value for value in [next(words, None)] if value is not None)]
        elif word in FLAGS or word.partition("=")[0] in VALUED:
            front.append(word)
        else:
            rest.append(word)
    return front + rest


def _text(option: str, value: str) -> str:
    """An option's value; where it is text, bytes that are no UTF-8 are replaced. Paths stay."""
    return readable(value) if option in TEXTS else value


def _asked_language(arguments: Sequence[str]) -> str | None:
    """--lang before anything is parsed, because help and usage errors need it too."""
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return None


def _interrupted(wording: Wording) -> int:
    sys.stderr.write(f"\n{wording.say('Stopped. What was recorded so far is safe.')}\n")
    return INTERRUPTED


def _complain(error: ContestError, wording: Wording) -> None:
    arguments = {k: shown(v) if isinstance(v, str) else v for k, v in error.arguments.items()}
    lines = [wording.say("error") + wording.say(": ") + wording.say(error.message, **arguments)]
    if isinstance(error, RulebookError):
        from contest.cli import problems

        for problem in error.problems:
            lines += problems.lines(problem, str(arguments.get("path", "")), wording)
    if isinstance(error, QueryError):
        from contest.cli import carets

        lines += carets.under(error.text, error.start, error.end)
    sys.stderr.write("\n".join(lines) + "\n")


def _other(error: Exception, wording: Wording) -> int:
    from contest.cli.usage import usage_sentence

    name = type(error).__name__
    if name == "Abort":
        return _interrupted(wording)
    if name == "Exit":
        return int(getattr(error, "exit_code", OK))
    sentence = usage_sentence(error, wording)
    if sentence is not None:
        sys.stderr.write(f"{sentence}\n")
        return FIX
    import traceback

    traceback.print_exc()
    sys.stderr.write(
        wording.say(
            "This is a bug in contest, not your mistake. What was recorded so far is safe. "
            "Please report it with the lines above."
        )
        + "\n"
    )
    return BUG
