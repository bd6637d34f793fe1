"""contest: a video-contest submission manager for the terminal."""

# Literal, because importlib.metadata costs five bare interpreter starts.
__version__ = "0.1.0"
