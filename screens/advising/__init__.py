"""What 次の一手 is put together from: actions in words, looking for them, deciding on them, and trying them out."""
