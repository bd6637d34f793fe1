"""Rules of real contests, each as a contest.toml, with what it accepts and what it refuses."""
