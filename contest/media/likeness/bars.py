"""Where the picture is within black bars: letterbox and pillarbox, told from a dark scene.

Bars are black, plain, on both sides, sharp at the edge, and stay for seconds. A night scene is
dark in places too, but hardly ever in two equal strips that nothing enters for six seconds.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Pictures = npt.NDArray[np.uint8]
Widths = npt.NDArray[np.int64]

STAY: Final = 12
"""Pictures in a row that must show the bars: six seconds at two pictures a second."""

_DARK: Final = 32  # the darkest "black" seen is 16 (a range flag lost), then noise of compression
_NOISE: Final = 12  # how far a bar's pixels may be from its own level
_LOGO: Final = 8  # one pixel in so many of a line may be something else: a logo, a ticker's end
_EDGE: Final = 8  # the picture's first lines must be so much brighter than the bar
_WIDEST: Final = 0.37  # of the side; upright in a 16:9 frame leaves bars of 0.34


def bars(pictures: Pictures) -> Widths:
    """How many lines are bar in each of n successive ``pictures`` (n, side, side).

    Returns (n, 2): lines at the top and as many at the bottom, columns at the left and as many at
    the right. Bars of unequal width count as the narrower: a copy has them in the middle.
    """
    upright = _both(pictures)
    lying = _both(np.ascontiguousarray(pictures.transpose(0, 2, 1)))
    return np.stack([upright, lying], axis=1)


def _both(pictures: Pictures) -> Widths:
    """The bars above and below in each picture, as the seconds around it show them."""
    count, side, _ = pictures.shape
    outer = np.concatenate([pictures[:, 0], pictures[:, -1]], axis=1)
    level = np.partition(outer, side, axis=1)[:, side]  # the median
    limit = np.minimum(level.astype(np.int64) + _NOISE, _DARK).astype(np.uint8)
    bright = np.count_nonzero(pictures > limit[:, None, None], axis=2) * _LOGO > side
    # Lines before the first that is no bar; a black picture doesn't say where the bars end.
    width = np.minimum(bright.argmax(axis=1), bright[:, ::-1].argmax(axis=1))
    width = np.where(bright.any(axis=1), width, side)
    above_bar = pictures.mean(axis=2) - level[:, None]
    return _stays(width, above_bar, min(STAY, count))


def _stays(width: Widths, above_bar: npt.NDArray[np.float64], stay: int) -> Widths:
    """What is left of the bars when they must stay: a morphological opening in time.

    The least width over every stretch of ``stay`` pictures, then for each picture the best of the
    stretches that it is in; a title card without bars before a film with bars spoils neither.
    ``above_bar`` (n, side): how much brighter than the bar each line is; over a stretch the
    picture must begin with a step, where the night only fades.
    """
    windows = np.lib.stride_tricks.sliding_window_view
    side = above_bar.shape[1]
    least = windows(width, stay).min(axis=1)
    least[least > _WIDEST * side] = 0
    # A scaled bar ends within a line: the step is looked for one line further in.
    sums = np.cumsum(np.pad(above_bar, ((1, 0), (0, 0))), axis=0)
    means = (sums[stay:] - sums[:-stay]) / stay
    each, inner = np.arange(len(least)), least + 1
    step = np.minimum(means[each, inner], means[each, side - 1 - inner])
    least[step < _EDGE] = 0
    best: Widths = windows(np.pad(least, stay - 1), stay).max(axis=1)
    return best
