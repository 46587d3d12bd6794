"""Tests of how pages reach a browser."""
