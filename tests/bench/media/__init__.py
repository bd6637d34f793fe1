"""What probing costs and finds, against the tools that organisers would use else."""

from __future__ import annotations


def media() -> None:
    """All tables; a tool that isn't installed is left out of them."""
    from bench.media.damage import damage
    from bench.media.full import full
    from bench.media.large import large
    from bench.media.odd import odd
    from bench.media.peers import peers

    for table in (peers, odd, damage, large, full):
        table()
