"""A file that is handed on."""

from collections.abc import Callable
from typing import NamedTuple


class Output(NamedTuple):
    """A file to hand on. `make` gives its bytes.

    One that `takes_long` may be made in another process, so that pickle must know its `make`.
    """

    label: str
    for_whom: str
    file_name: str
    mime: str
    make: Callable[[], bytes]
    takes_long: bool = False
