"""What all tests share."""

from hypothesis import settings

# Examples are not remembered in the tree, and a slow machine is no failure.
settings.register_profile("clean", database=None, deadline=None)
settings.load_profile("clean")
