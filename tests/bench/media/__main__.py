"""Runs all benchmarks of probing and prints their tables."""

from __future__ import annotations

from bench.media import media

if __name__ == "__main__":
    media()
