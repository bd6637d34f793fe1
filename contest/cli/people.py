"""Reports for people: on a terminal with carets and colour, in a pipe one plain line a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contest.checks import CHECKS
from contest.cli.carets import drawn
from contest.cli.corrections import corrected, one_line
from contest.cli.safe import fitted, pad, shown, width
from contest.cli.speaker import Speaker
from contest.cli.styles import STYLES, VERDICTS, Line
from contest.model import Finding, MediaReport, Report, Severity, Verdict
from contest.wording import Wording


class Talker(Speaker):
    """Prints reports one by one, in the way that suits where stdout goes."""

    def submission(self, report: Report, *, videos: bool = True) -> None:
        """A submission and what is wrong with it, with ``videos`` also what is with those."""
        if not videos:
            report = report._replace(media=())
        if self.console is None:
            self._lines(plain(report, self.wording, verbose=self.state.verbose))
        else:
            self._styled(full(report, self.wording, self.state.columns, verbose=self.state.verbose))

    def video(self, report: MediaReport, name: str | None = None) -> None:
        """A video and what is wrong with it, under its path or the name that it came by."""
        called = shown(name or report.media.path)
        if self.console is None:
            self._lines(plain_video(report, called, self.wording, verbose=self.state.verbose))
        else:
            self._styled(full_video(report, called, self.wording, verbose=self.state.verbose))
        if self.state.verbose and report.asked:
            self._answers(report, called)

    def _answers(self, report: MediaReport, called: str) -> None:
        from contest.cli.answers import columned, plain_answers

        if self.console is None:
            self._lines(plain_answers(report.asked, called, self.wording))
        else:
            said = columned(report, self.wording, self.state.columns, marks=self.state.colored)
            self._styled(said)


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
        for finding in _told(video, verbose=verbose):
            yield f"{where}: {finding.code} {shown(message(finding, wording))}"


def plain_video(
    report: MediaReport, path: str, wording: Wording, *, verbose: bool
) -> Iterator[str]:
    """One line of facts, then one line a finding."""
    yield f"{path}: {_word(report.verdict, wording)} {facts(report, wording)}".rstrip()
    for finding in _told(report, verbose=verbose):
        yield f"{path}: {finding.code} {shown(message(finding, wording))}"


def full(report: Report, wording: Wording, columns: int, *, verbose: bool) -> Iterator[Line]:
    """The title with carets under what is wrong, the sentences, and the title to copy."""
    mark, style = VERDICTS[report.verdict]
    head: Line = [(f"{mark} ", style), (place(report), "bold")]
    if report.entry is not None:
        head.append((f"  #{report.entry:03}", "bold"))
    if report.kind.value != "entry":
        head.append((f"  {wording.say(report.kind.value)}", "magenta"))
    findings = _told(report, verbose=verbose)
    media = [f for video in report.media for f in _told(video, verbose=verbose)]
    if not findings and not media and not verbose:
        if report.verdict is Verdict.ACCEPTED and report.entry is None:
            return  # among three hundred mails those are read with which something is wrong
        room = columns - sum(width(text) for text, _ in head) - 2
        yield [*head, (f"  {fitted(one_line(report.title.text), room)}", "dim")]
        return
    yield [*head, (f"  {_word(report.verdict, wording)}", style)]
    yield from drawn(report.title.text, findings, columns)
    yield from _sentences([*findings, *media], wording)
    new = corrected(report)
    if new is not None:
        # Alone on its line, from its very beginning: three clicks and it is copied.
        yield [(f"    {wording.say('Corrected title:')}", "green")]
        yield [(one_line(new), "bold green")]
    yield [("", "")]


def _sentences(findings: Iterable[Finding], wording: Wording) -> Iterator[Line]:
    cells = max(width(wording.say(severity.value)) for severity in Severity) + 1
    for finding in findings:
        style = STYLES[finding.severity]
        yield [
            (f"    {finding.code} ", style),
            (pad(wording.say(finding.severity.value), cells), style),
            (shown(message(finding, wording)), ""),
        ]


def full_video(
    report: MediaReport, path: str, wording: Wording, *, verbose: bool
) -> Iterator[Line]:
    """The facts in one line, the sentences below."""
    mark, style = VERDICTS[report.verdict]
    yield [
        (f"{mark} ", style),
        (path, "bold"),
        (f"  {facts(report, wording)}", "dim"),
    ]
    yield from _sentences(_told(report, verbose=verbose), wording)


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


def _told(report: Report | MediaReport, *, verbose: bool) -> list[Finding]:
    """Findings worth a line: everything with --verbose, else no mere information."""
    return [f for f in report.findings if verbose or f.severity is not Severity.INFO]


def _word(verdict: Verdict | None, wording: Wording) -> str:
    return wording.say(verdict.value if verdict else "no verdict")
