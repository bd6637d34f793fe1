"""Fetching from real and pretended mail servers on loopback."""
