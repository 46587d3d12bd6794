"""When each action starts: the plan over fiscal years that gives the most, and what it leads to."""
