"""What the answers mean: arithmetic on values, without clock, file, session or cache."""
