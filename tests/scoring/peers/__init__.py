"""Tests of comparing, and who may be seen."""
