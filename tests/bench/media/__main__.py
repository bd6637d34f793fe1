"""Runs all benchmarks of probing and prints their tables."""

from __future__ import annotations

from bench.media.damage import damage
from bench.media.full import full
from bench.media.large import large
from bench.media.odd import odd
from bench.media.peers import peers

if __name__ == "__main__":
    peers()
    odd()
    damage()
    large()
    full()
