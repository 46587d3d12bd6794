"""The radar, and what all charts have in common."""
