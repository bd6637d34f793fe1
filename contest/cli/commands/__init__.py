"""The commands, one file each: read, call, render, exit."""
