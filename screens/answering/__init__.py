"""What 回答 is put together from: a question, its choices, what is stored of it, and how far one is."""
