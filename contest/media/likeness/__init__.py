"""Two videos, one work? Fingerprints of pictures and sound, and what two of them share.

A module that only asks ``compare`` or ``Index`` needs numpy and nothing else; ffmpeg is run by
others, who hand over pictures of ``SIDE`` × ``SIDE`` bytes, ``RATE`` a second.
"""
