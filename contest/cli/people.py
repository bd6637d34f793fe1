"""Reports for people: on a terminal with carets and colour, in a pipe one plain line a finding."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from contest.checks import CHECKS
from contest.cli.safe import pad, shown, width
from contest.cli.state import State
from contest.model import Finding, MediaReport, Report, Severity, Verdict
from contest.wording import Wording

Line = list[tuple[str, str]]
"""Pieces of text with rich styles; a plain terminal ignores the styles."""

STYLES = {
    Severity.ERROR: "bold red",
    Severity.REVIEW: "bold yellow",
    Severity.WARNING: "cyan",
    Severity.INFO: "dim",
}
VERDICTS = {
    Verdict.ACCEPTED: ("✓", "green"),
    Verdict.RETURNED: ("✗", "bold red"),
    Verdict.REVIEW: ("?", "bold yellow"),
    None: ("·", "dim"),
}


class Talker:
    """Prints reports one by one, in the way that suits where stdout goes."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.wording = state.wording
        self._console: Any = None
        if state.fancy:
            from contest.cli.emit import console

            self._console = console(state)

    def submission(self, report: Report, *, videos: bool = True) -> None:
        """A submission and what is wrong with it, with ``videos`` also what is with those."""
        if not videos:
            report = report._replace(media=())
        if self._console is None:
            self._lines(plain(report, self.wording, verbose=self.state.verbose))
        else:
            self._styled(full(report, self.wording, verbose=self.state.verbose))

    def video(self, report: MediaReport, name: str | None = None) -> None:
        """A video and what is wrong with it, under its path or the name that it came by."""
        called = shown(name or report.media.path)
        if self._console is None:
            self._lines(plain_video(report, called, self.wording))
        else:
            self._styled(full_video(report, called, self.wording))

    def line(self, text: str, style: str = "") -> None:
        """One line of one's own."""
        if self._console is None:
            self._lines([text])
        else:
            self._styled([[(text, style)]])

    def _lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            sys.stdout.write(line + "\n")

    def _styled(self, lines: Iterable[Line]) -> None:
        from rich.text import Text

        for line in lines:
            self._console.print(Text.assemble(*line))


def message(item: Finding, wording: Wording) -> str:
    """The sentence about a finding."""
    check = CHECKS.get(item.code)
    return wording.sentence(check.says(item), item) if check else item.code


def place(report: Report) -> str:
    """Where a submission came from, with its place inside a list or mailbox."""
    source = shown(report.submission.source)
    part = report.submission.part
    return f"{source}[{shown(part)}]" if part else source


def plain(report: Report, wording: Wording, *, verbose: bool) -> Iterator[str]:
    """``file:offset: CODE message``, one line a finding; offsets count from 1."""
    where = place(report)
    for finding in _told(report, verbose=verbose):
        offset = f":{finding.start + 1}" if finding.start is not None else ""
        yield f"{where}{offset}: {finding.code} {shown(message(finding, wording))}"
    for video in report.media:
        for finding in video.findings:
            yield f"{where}: {finding.code} {shown(message(finding, wording))}"


def plain_video(report: MediaReport, path: str, wording: Wording) -> Iterator[str]:
    """One line of facts, then one line a finding."""
    yield f"{path}: {_word(report.verdict, wording)} {facts(report, wording)}".rstrip()
    for finding in report.findings:
        yield f"{path}: {finding.code} {shown(message(finding, wording))}"


def full(report: Report, wording: Wording, *, verbose: bool) -> Iterator[Line]:
    """The title with carets under what is wrong, the sentences, and the title to copy."""
    mark, style = VERDICTS[report.verdict]
    head: Line = [(f"{mark} ", style), (place(report), "bold")]
    if report.entry is not None:
        head.append((f"  #{report.entry:03}", "bold"))
    if report.kind.value != "entry":
        head.append((f"  {wording.say(report.kind.value)}", "magenta"))
    findings = _told(report, verbose=verbose)
    media = [f for video in report.media for f in video.findings]
    if not findings and not media and not verbose:
        yield [*head, (f"  {shown(report.title.text)}", "dim")]
        return
    yield [*head, (f"  {_word(report.verdict, wording)}", style)]
    yield [("    " + shown(report.title.text), "")]
    yield from _carets(report.title.text, findings)
    for finding in (*findings, *media):
        yield [
            (f"    {finding.code} ", STYLES[finding.severity]),
            (pad(wording.say(finding.severity.value), 8), STYLES[finding.severity]),
            (shown(message(finding, wording)), ""),
        ]
    if report.title.repaired and report.title.suggested:
        label = f"    → {wording.say('repaired to')} "
        yield [(label, "green"), (shown(report.title.suggested), "green")]
    yield [("", "")]


def full_video(report: MediaReport, path: str, wording: Wording) -> Iterator[Line]:
    """The facts in one line, the sentences below."""
    mark, style = VERDICTS[report.verdict]
    yield [
        (f"{mark} ", style),
        (path, "bold"),
        (f"  {facts(report, wording)}", "dim"),
    ]
    for finding in report.findings:
        yield [
            (f"    {finding.code} ", STYLES[finding.severity]),
            (pad(wording.say(finding.severity.value), 8), STYLES[finding.severity]),
            (shown(message(finding, wording)), ""),
        ]


def facts(report: MediaReport, wording: Wording) -> str:
    """Length, size, codecs and bytes of a video in one line; what is unknown is left out."""
    from contest.quantities import length_text

    m = report.media
    parts = [
        length_text(m.duration) if m.duration is not None else "",
        f"{m.width}×{m.height}" if m.width and m.height else "",
        " ".join(filter(None, (m.container, m.video_codec, m.audio_codec))),
        wording.say("{size} bytes", size=f"{m.size:,}") if m.size is not None else "",
    ]
    return "  ".join(filter(None, parts))


def _told(report: Report, *, verbose: bool) -> list[Finding]:
    """Findings worth a line: everything with --verbose, else no mere information."""
    return [f for f in report.findings if verbose or f.severity is not Severity.INFO]


def _word(verdict: Verdict | None, wording: Wording) -> str:
    return wording.say(verdict.value if verdict else "no verdict")


def _carets(title: str, findings: list[Finding]) -> Iterator[Line]:
    """One line of carets, in terminal cells, under every place that a finding names."""
    marks = sorted(
        (f.start, max(f.end or 0, f.start + 1), STYLES[f.severity])
        for f in findings
        if f.start is not None
    )
    line: Line = [("    ", "")]
    at = 0
    for start, end, style in marks:
        if start < at:
            continue
        line.append((" " * width(shown(title[at:start])), ""))
        line.append(("^" * max(1, width(shown(title[start:end]))), style))
        at = end
    if len(line) > 1:
        yield line
