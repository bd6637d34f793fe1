"""Edited videos made of ffmpeg's own sources, and what people do to a video before they hand it in.

No film shares a scene with another: every scene has parameters of its own, drawn from a seed.
"""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

from contest.media.likeness.fingerprint import Fingerprint
from contest.media.likeness.frames import RATE, SIDE, Hasher
from contest.media.run import run

SIZE: Final = "320x180"
SECONDS: Final = 10.0
_SMALL: Final = ("-an", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")

CORPUS: Final = Path(__file__).parents[4] / "shared/corpus/video/google+ExoPlayer"
REAL: Final = (
    "extensions/media2/src/androidTest/res/raw/video_big_buck_bunny.mp4",
    "extensions/media2/src/androidTest/res/raw/video_desks.3gp",
    "testdata/src/test/assets/media/avi/sample.avi",  # four seconds: too short for most copies
    "testdata/src/test/assets/media/mp4/sample_with_increasing_timestamps_360p.mp4",
    "testdata/src/test/assets/media/mp4/sample_with_increasing_timestamps_320w_240h.mp4",
)
"""Videos of a camera or a studio, four seconds or longer, no two of the same work."""


def fractal(draw: random.Random) -> str:
    """A flight into the Mandelbrot set's edge."""
    x, y = draw.choice(
        [(-0.7436, 0.1318), (-0.16, 1.0405), (-1.25066, 0.02012), (0.2755, 0.0065), (-0.7, 0.35)]
    )
    start = draw.uniform(0.05, 1.2)
    return (
        f"mandelbrot=s=160x90:r=25:start_x={x + draw.uniform(-0.03, 0.03):.5f}"
        f":start_y={y + draw.uniform(-0.03, 0.03):.5f}:start_scale={start:.4f}"
        f":end_scale={start * draw.uniform(0.1, 0.5):.4f}:end_pts=150:maxiter=300"
        f",hue=h={draw.randrange(360)}"
    )


def painting(draw: random.Random) -> str:
    """A still painting of coarse and fine blots that the camera pans over."""
    way = draw.choice(["t*14", "150-t*14", "75+60*sin(t)"])
    down = draw.choice(["t*8", "85-t*8", "40+35*cos(t)"])
    coarse = f"color=gray:s=16x9:r=25,noise=all_seed={draw.randrange(1 << 30)}:alls=100"
    fine = f"color=gray:s=48x27:r=25,noise=all_seed={draw.randrange(1 << 30)}:alls=70"
    tag = draw.randrange(1 << 30)
    return (
        f"{coarse},scale=480:270:flags=bicubic[a{tag}];{fine},scale=480:270:flags=bicubic[b{tag}];"
        f"[a{tag}][b{tag}]blend=all_expr='A*0.7+B*0.3',lutyuv=y='clip((val-126)*3+126,16,235)'"
        f",crop=320:180:'{way}':'{down}'"
    )


def colony(draw: random.Random) -> str:
    """Life, slowed down and blurred."""
    return (
        f"life=s=40x24:r=2:ratio={draw.uniform(0.2, 0.45):.2f}:seed={draw.randrange(1 << 30)}"
        f":mold=40:life_color=white:death_color=0x604020:mold_color=0x203080"
        ",scale=320:180:flags=bicubic"
    )


def curtain(draw: random.Random) -> str:
    """A cellular automaton that scrolls."""
    return (
        f"cellauto=s=64x36:r=4:rule={draw.choice([30, 45, 73, 110, 106])}"
        f":seed={draw.randrange(1 << 30)}:ratio=0.5,scale=320:180:flags=bicubic"
    )


def light(draw: random.Random) -> str:
    """A turning gradient behind boxes that swing."""
    found = [f"gradients=s=320x180:r=25:n=6:seed={draw.randrange(1 << 30)}:speed=0.02"]
    tags = [draw.randrange(1 << 30) for _ in range(5)]
    parts, last = [f"{found[0]}[g{tags[0]}]"], f"g{tags[0]}"
    for tag in tags[1:]:
        grey = draw.randrange(256)
        parts.append(
            f"color=0x{grey:02x}{255 - grey:02x}{draw.randrange(256):02x}"
            f":s={draw.randrange(2, 12) * 10}x{draw.randrange(2, 9) * 10}:r=25[c{tag}];"
            f"[{last}][c{tag}]overlay="
            f"x='{draw.randrange(260)}+{draw.randrange(60)}*sin(t+{tag % 7})'"
            f":y='{draw.randrange(150)}+{draw.randrange(40)}*cos(t+{tag % 5})'[o{tag}]"
        )
        last = f"o{tag}"
    return ";".join(parts) + f";[{last}]null"


def carpet(draw: random.Random) -> str:
    """A walk over Sierpiński's carpet behind a tinted window."""
    return (
        f"sierpinski=s=320x180:r=25:seed={draw.randrange(1 << 30)}:jump=4,"
        f"gblur=sigma={draw.uniform(2, 6):.1f},rotate={draw.uniform(-0.6, 0.6):.2f}"
        f",vignette=x0={draw.randrange(320)}:y0={draw.randrange(180)}"
    )


SCENES: Final[tuple[Callable[[random.Random], str], ...]] = (
    fractal, painting, colony, curtain, light, carpet,
)  # fmt: skip


def film(seed: int) -> list[str]:
    """ffmpeg's options for ten seconds of three to five scenes, cut hard."""
    draw = random.Random(seed)  # noqa: S311  # the same film for the same seed, no secret
    count = draw.randint(3, 5)
    kinds = draw.sample(SCENES, count)
    parts = [
        f"{scene(draw)},scale=320:180,setsar=1,format=yuv420p,trim=duration={SECONDS / count:.3f}"
        f",setpts=PTS-STARTPTS[s{at}]"
        for at, scene in enumerate(kinds)
    ]
    joined = "".join(f"[s{at}]" for at in range(count))
    graph = ";".join([*parts, f"{joined}concat=n={count}[v]"])
    return ["-filter_complex", graph, "-map", "[v]", "-crf", "20", *_SMALL]


def speaker(seed: int, wall: int) -> list[str]:
    """Somebody talks before a wall: wide, close, and from the side; the walls are alike.

    Those of one ``wall`` have the same camera in the same three places; the person differs, and
    how long each shot lasts.
    """
    draw = random.Random(seed)  # noqa: S311
    place, height = draw.uniform(0.25, 0.75), draw.uniform(0.35, 0.6)
    skin, coat = draw.randrange(110, 230), draw.randrange(20, 220)
    tempo, tone = draw.uniform(0.7, 2.5), draw.choice(["sin", "cos"])
    parts = []
    for at, (zoom, shift) in enumerate([(1.0, 0.0), (1.7, 0.1), (1.3, -0.2)]):
        x = f"(W*({place:.3f}+{shift}*0.5+0.02*{tone}({tempo:.2f}*T)))"
        top = f"(H*(0.6-{height * zoom / 2:.3f}+0.01*sin({tempo * 2:.2f}*T)))"
        size = f"(H*{height * zoom * 0.33:.3f})"
        head = f"lt(hypot((X-{x})*1.3,Y-{top}),{size})"
        body = f"lt(hypot((X-{x})*0.8,Y-H*1.25),H*{0.35 + 0.3 * zoom:.3f})"
        picture = f"if({head},{skin},if({body},{coat},lum(X,Y)))"
        parts.append(
            f"color=gray:s=16x9:r=5,noise=all_seed={wall * 8 + at}:alls=60"
            f",scale=80:45:flags=bicubic,format=gray,geq=lum='{picture}'"
            ",scale=320:180:flags=bicubic,format=yuv420p,setsar=1"
            f",trim=duration={draw.uniform(2.4, 4.4):.2f}"
            f",setpts=PTS-STARTPTS,fps=25[s{at}]"
        )
    graph = ";".join([*parts, "[s0][s1][s2]concat=n=3[v]"])
    return ["-filter_complex", graph, "-map", "[v]", "-crf", "20", *_SMALL]


def cards(seed: int) -> list[str]:
    """Plain cards with a few lines of writing, every time under the same logo."""
    draw = random.Random(seed)  # noqa: S311
    parts = []
    for at in range(4):
        lines = ""
        for line in range(draw.randint(2, 4)):
            x = 40
            for _ in range(draw.randint(2, 5)):
                width = draw.randint(14, 60)
                lines += f",drawbox={x}:{50 + line * 28}:{width}:14:white:fill"
                x += width + 8
        colour = draw.choice(["0x203060", "0x602020", "0x206040", "black"])
        parts.append(
            f"color={colour}:s=320x180:r=25:d=2.5{lines},drawbox=250:10:60:26:yellow:fill"
            f",drawbox=258:16:20:14:red:fill,setsar=1,format=yuv420p[s{at}]"
        )
    graph = ";".join([*parts, "[s0][s1][s2][s3]concat=n=4[v]"])
    return ["-filter_complex", graph, "-map", "[v]", "-crf", "20", *_SMALL]


_CARD: Final = (
    "color=0x8a1020:s=320x180:r=25:d=2.5,drawbox=40:60:240:14:white:fill,"
    "drawbox=70:90:180:10:white:fill,drawbox=110:120:100:6:yellow:fill,setsar=1,format=yuv420p"
)
_LOGO: Final = (
    "color=white:s=52x36:r=25,drawbox=6:6:14:24:red:fill,drawbox=26:6:20:10:black:fill,"
    "drawbox=30:20:16:10:blue:fill"
)
_FIT: Final = "scale=320:180,setsar=1"

VARIANTS: Final[dict[str, str]] = {
    "re-encode": "[0:v]scale=iw:ih[v]",
    "360p": "[0:v]scale=640:360:flags=bilinear[v]",
    "letterbox": "[0:v]pad=iw:ceil(ih*2/3)*2:0:(oh-ih)/2[v]",
    "pillarbox": "[0:v]pad=ceil(iw*2/3)*2:ih:(ow-iw)/2[v]",
    "speed 1.12": "[0:v]setpts=PTS/1.12,fps=25[v]",
    "title card": f"{_CARD}[c];[0:v]{_FIT},fps=25,format=yuv420p[f];[c][f]concat[v]",
    "trim": "[0:v]trim=2.0:8.0,setpts=PTS-STARTPTS[v]",
    "logo": f"{_LOGO}[l];[0:v]{_FIT}[f];[f][l]overlay=W-w-8:8:shortest=1[v]",
    "crop 16%": "[0:v]crop=iw*0.84:ih*0.84[v]",
    "mirror": "[0:v]hflip[v]",
    "brightness": "[0:v]lutyuv=y='clip((val-128)*1.25+140,16,235)'[v]",
}
"""What is done to a film, as a filter graph from [0:v] to [v]."""

WANTED: Final = {
    "trim": 0.92,
    "logo": 0.74,
} | {name: 0.96 for name in VARIANTS if name not in ("trim", "logo")}
"""The share of works whose copy must be found."""

_LOW: Final = {"re-encode": "36", "360p": "30"}


class Cinema:
    """Makes films and copies in a folder, each once, and fingerprints them."""

    def __init__(self, folder: Path, program: str) -> None:
        self.folder = folder
        self.program = program
        self._known: dict[Path, Fingerprint] = {}

    def film(self, seed: int) -> Path:
        """The film of that seed."""
        return self.command(f"{seed}.mp4", *film(seed))

    def speaker(self, seed: int, wall: int) -> Path:
        """The talk of that seed before that wall."""
        return self.command(f"speaker-{wall}-{seed}.mp4", *speaker(seed, wall))

    def cards(self, seed: int) -> Path:
        """The cards of that seed."""
        return self.command(f"cards-{seed}.mp4", *cards(seed))

    def copy(self, original: Path, variant: str) -> Path:
        """``original`` after what ``variant`` does to it."""
        out = f"{original.stem}-{variant.replace(' ', '-').replace('%', '')}.mp4"
        even = VARIANTS[variant].removesuffix("[v]") + ",scale=trunc(iw/2)*2:trunc(ih/2)*2[v]"
        return self.command(
            out, "-i", f"file:{original}", "-filter_complex", even, "-map", "[v]",
            "-crf", _LOW.get(variant, "28"), *_SMALL,
        )  # fmt: skip

    def command(self, name: str, *arguments: str) -> Path:
        """What any ffmpeg command line makes of its ``arguments``."""
        out = self.folder / name
        if not out.exists():
            made = [self.program, "-nostdin", "-v", "error", "-threads", "1", *arguments]
            ran = run([*made, f"file:{out}"], seconds=120)
            assert ran.ok, f"{name}: {ran.stderr}"
        return out

    def pictures(self, path: Path) -> list[bytes]:
        """The small grey pictures that a hasher is given."""
        graph = f"fps={RATE},scale={SIDE}:{SIDE}:flags=area,format=gray"
        ran = subprocess.run(
            [self.program, "-nostdin", "-v", "error", "-threads", "1", "-i", f"file:{path}",
             "-vf", graph, "-f", "rawvideo", "-"],
            stdin=subprocess.DEVNULL, capture_output=True, check=True,
        )  # fmt: skip
        each = SIDE * SIDE
        return [ran.stdout[at : at + each] for at in range(0, len(ran.stdout), each)]

    def fingerprint(self, path: Path) -> Fingerprint:
        """Of the video at ``path``."""
        if path not in self._known:
            self._known[path] = fingerprint(self.pictures(path))
        return self._known[path]


def fingerprint(pictures: list[bytes]) -> Fingerprint:
    """Of pictures that are there already."""
    hasher = Hasher()
    for picture in pictures:
        hasher.add(picture)
    return hasher.finish()


def real() -> list[Path]:
    """The corpus' videos that are there."""
    return [CORPUS / name for name in REAL if (CORPUS / name).exists()]
