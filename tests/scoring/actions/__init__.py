"""Tests of what to do next."""
