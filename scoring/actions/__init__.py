"""Next actions: what is worth doing, in which order, and what it would change."""
