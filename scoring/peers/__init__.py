"""Where others like us stand, without exposing anyone (design.md §5, docs/decisions/0008)."""
