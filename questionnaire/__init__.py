"""What we ask, and whom: the questionnaire as content, and the list of municipalities.

With them the values that all other packages stand on, and their limits: answers, plans, peers, fiscal years.
"""
