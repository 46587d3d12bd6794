"""The floor: an answer page drawn with no code of ours behind it."""
