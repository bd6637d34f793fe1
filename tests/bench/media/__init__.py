"""What probing videos costs and what it finds, against peers: ``python -m bench.media``."""
