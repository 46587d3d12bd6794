"""Every situation in which a screen looks different, and how a browser comes into it."""

from tests.situations import answering, results, upkeep
from tests.situations.registry import FURTHER, SITUATIONS
from tests.situations.visitor import FIRST, HALF, Visitor

__all__ = ["FIRST", "FURTHER", "HALF", "SITUATIONS", "Visitor", "answering", "results", "upkeep"]
