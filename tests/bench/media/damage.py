"""Who notices that a film is not whole? Nine containers, cut, with flipped bits, with a hole.

Each method is held against the same files; what counts is that it says anything of damage. A word
against a film that is whole is a false alarm, worse than a miss: it costs an entrant.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from bench.media.answers import Answers, decode_messages, readers
from bench.media.films import RECIPES, Recipe, Scene, films, kept, shoot

VERSION: Final = 1
"""To be raised with every change to the films or to what is done to them."""

_SCENE: Final = Scene("", 20, 2200, "testsrc2=s=1280x720:r=25,noise=alls=9:allf=t", "sine=330")
"""Long enough that its middle is not within the end that we decode."""
_NAMES: Final = (
    "h264-end.mp4", "h264-fast.mp4", "h264-parts.mp4", "h264.mov", "h264.mkv", "vp9.webm",
    "mpeg4.avi", "h264.ts", "h264.flv",
)  # fmt: skip
_HOLE: Final = 200_000
_BITS: Final = 20


def _cut(share: float) -> Callable[[bytearray], None]:
    def cut(film: bytearray) -> None:
        del film[int(len(film) * share) :]

    return cut


def _flip(film: bytearray) -> None:
    chance = random.Random(len(film))  # noqa: S311  # damage, no secrets
    for _ in range(_BITS):
        film[chance.randrange(len(film))] ^= 1 << chance.randrange(8)


def _empty(film: bytearray) -> None:
    start = (len(film) - _HOLE) // 2
    film[start : start + _HOLE] = bytes(_HOLE)


DAMAGES: Final[dict[str, Callable[[bytearray], None]]] = {
    "whole": lambda _: None,
    "50%": _cut(0.5),
    "95%": _cut(0.95),
    "99.5%": _cut(0.995),
    "bits": _flip,
    "hole": _empty,
}
CUTS: Final = ("50%", "95%", "99.5%")


def damage() -> None:
    """The table, what we miss, and our false alarms among the films that nothing is wrong with."""
    folder = kept(f"damage-{VERSION}", _fill)
    files = {kind: sorted((folder / kind).iterdir()) for kind in DAMAGES}
    everything = [path for paths in files.values() for path in paths]
    sys.stdout.write(f"\nDamage that is noticed, of {len(_NAMES)} containers\n")
    sys.stdout.write(f"  {'':30} {'false alarms':>12}  {'cut at 50/95/99.5%':>18}  bits  hole\n")
    told: Answers = {}
    for name, read in readers().items():
        told = read(everything)
        seen = {k: sum("broken" in told[p] for p in paths) for k, paths in files.items()}
        cuts = "/".join(str(seen[kind]) for kind in CUTS)
        row = f"{seen['whole']:>12}  {cuts:>18}  {seen['bits']:>4}  {seen['hole']:>4}"
        sys.stdout.write(f"  {name:30} {row}\n")
    ours = {kind: sum("broken" in told[p] for p in paths) for kind, paths in files.items()}
    cuts_seen = sum(ours[kind] for kind in CUTS)
    sys.stdout.write(
        f"  wanted of us: no false alarm ({ours['whole']}), 26 of 27 cuts ({cuts_seen}), "
        f"9 of 9 holes ({ours['hole']})\n"
    )
    _misses([p for kind in (*CUTS, "hole") for p in files[kind] if "broken" not in told[p]])
    _alarms(films())


def _misses(paths: Sequence[Path]) -> None:
    for path in paths:
        messages = decode_messages(path)
        first = messages[0] if messages else "nothing"
        sys.stdout.write(
            f"  missed: {path.parent.name} {path.name}; a full decode says: {first[:140]}\n"
        )


def _alarms(paths: Sequence[Path]) -> None:
    told = readers()["contest probe"](paths)
    wrong = [path for path in paths if "broken" in told[path]]
    sys.stdout.write(f"  false alarms among {len(paths)} films of the set: {len(wrong)}\n")
    for path in wrong:
        messages = decode_messages(path)
        sys.stdout.write(f"    {path.name}; a full decode says: {messages[:1]}\n")


def _fill(folder: Path) -> None:
    for name in _NAMES:
        shoot(_SCENE, _recipe(name), folder / name)
        film = (folder / name).read_bytes()
        (folder / name).unlink()
        for kind, harm in DAMAGES.items():
            harmed = bytearray(film)
            harm(harmed)
            (folder / kind).mkdir(exist_ok=True)
            (folder / kind / name).write_bytes(harmed)


def _recipe(name: str) -> Recipe:
    return next(recipe for recipe in RECIPES if f"{recipe.name}.{recipe.suffix}" == name)


if __name__ == "__main__":
    damage()
