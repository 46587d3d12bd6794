"""推移: one office over its fiscal years."""
