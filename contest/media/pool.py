"""Several workers, warm from file to file: many videos in the order given, or one at a time."""

from __future__ import annotations

import contextlib
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Final, Self

from contest.media.limits import patience
from contest.media.prober import Prober
from contest.model import Media

_MOST_JOBS: Final = 4  # the disk is the limit beyond that
_AHEAD: Final = 4  # files waiting for each worker; more would only be memory


class Pool:
    """``with Pool() as pool: pool.submit(path).result()`` gives a ``Media``.

    ``jobs`` is the number of processes at most; each starts when there is work for it and stays
    until the pool is left. ``allowed`` gives the wall-clock seconds for a file of so many bytes.
    Leaving the pool waits for what was submitted; leaving it by an exception (Ctrl-C) kills every
    worker at once. ``submit`` belongs to one thread.
    """

    def __init__(
        self, jobs: int | None = None, *, allowed: Callable[[int], float] = patience
    ) -> None:
        self.jobs = _default_jobs() if jobs is None else max(1, jobs)
        self._allowed = allowed
        self._tasks: SimpleQueue[tuple[Future[Media], Path, str | None] | None] = SimpleQueue()
        self._probers: list[Prober] = []
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._unfinished = 0

    def submit(self, path: Path, *, known: str | None = None) -> Future[Media]:
        """Probe the file at ``path`` as soon as a worker is free; ``known`` is its SHA-256 where
        that need not be counted again.

        The future raises ToolError where no worker can be started.
        """
        future: Future[Media] = Future()
        with self._lock:
            self._unfinished += 1
            more = self._unfinished > len(self._threads) < self.jobs
        if more:
            self._hire()
        self._tasks.put((future, path, known))
        return future

    @property
    def pids(self) -> tuple[int, ...]:
        """The process ids of the workers that run now."""
        return tuple(pid for prober in self._probers if (pid := prober.pid) is not None)

    def kill(self) -> None:
        """End every worker at once and cancel what waits."""
        with contextlib.suppress(Empty):
            while task := self._tasks.get_nowait():
                task[0].cancel()
        for prober in self._probers:
            prober.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._dismiss()
        finally:  # also where Ctrl-C comes during the wait
            self.kill()
            self._dismiss()
            for prober in self._probers:
                prober.close()

    def _hire(self) -> None:
        prober = Prober(self._allowed)
        # It does nothing but wait for its pipe. A daemon: if the program ends without leaving the
        # pool, nobody waits for it, and the worker ends with its input.
        thread = threading.Thread(target=self._serve, args=(prober,), daemon=True)
        self._probers.append(prober)
        thread.start()
        self._threads.append(thread)  # one that Ctrl-C kept from starting is not waited for

    def _dismiss(self) -> None:
        """Let the threads finish what is queued, and wait for them."""
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self, prober: Prober) -> None:
        while task := self._tasks.get():
            future, path, known = task
            if not future.set_running_or_notify_cancel():
                self._done()
                continue
            try:
                media = prober.probe(path, known)
            except BaseException as error:
                self._done()
                future.set_exception(error)
            else:
                self._done()
                future.set_result(media)

    def _done(self) -> None:
        """Counted before the result is out, so that the next file finds this thread free."""
        with self._lock:
            self._unfinished -= 1


def probe_all(paths: Sequence[Path], *, jobs: int | None = None) -> Iterator[Media]:
    """Probe every file and yield the results in the order of ``paths``, each as soon as it is due.

    ``jobs`` is the number of processes (default: one for each processor, 4 at most). Closing the
    iterator early, or Ctrl-C, kills the workers.

    Raises: ToolError where no worker can be started.
    """
    if not paths:
        return
    with Pool(min(_default_jobs() if jobs is None else jobs, len(paths))) as pool:
        waiting: deque[Future[Media]] = deque()
        for path in paths:
            if len(waiting) >= pool.jobs * _AHEAD:
                yield waiting.popleft().result()
            waiting.append(pool.submit(path))
        while waiting:
            yield waiting.popleft().result()


def _default_jobs() -> int:
    return min(os.cpu_count() or 1, _MOST_JOBS)
