"""Tests of what answers mean."""
