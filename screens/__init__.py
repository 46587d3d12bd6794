"""What the user sees: one file per screen, read from top to bottom."""
