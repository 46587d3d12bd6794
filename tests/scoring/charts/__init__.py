"""Tests of the radar, and of what charts share."""
