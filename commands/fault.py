"""Why a command was not carried out, and what it found."""


class CommandError(Exception):
    """Says in Japanese why a command was not carried out, and what to do."""


class UnsoundError(Exception):
    """The database was checked and is not sound. Says every fault in Japanese, one a line."""
