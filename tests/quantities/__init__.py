"""Lengths, sizes, rates and dates as calls write them."""
