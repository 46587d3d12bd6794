"""What we ask, and whom: the questionnaire as content, and the list of municipalities."""
