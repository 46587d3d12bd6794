"""How pages reach a browser: what is let in, what surrounds them, and which processes work beside them."""
