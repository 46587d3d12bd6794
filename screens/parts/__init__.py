"""What several screens, or one long one, are put together from: HTML, charts with their tables, files on offer."""
