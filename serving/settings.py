"""Settings of the operator that name several things: environment variables with commas between them."""

import os


def named_in(variable: str) -> list[str]:
    """What stands in this environment variable, in its order; nothing where it is not set."""
    return [name.strip() for name in os.environ.get(variable, "").split(",") if name.strip()]
