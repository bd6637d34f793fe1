"""What things cost, as ratios of CPU time against peers in the same run: ``make bench``."""
