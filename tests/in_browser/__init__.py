"""Tests with a real Chromium against a real server."""
