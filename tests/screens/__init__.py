"""Tests of screens without a browser (AppTest)."""
