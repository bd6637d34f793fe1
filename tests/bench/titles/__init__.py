"""Titles as they should be, damaged on purpose, and what the parser makes of them."""
