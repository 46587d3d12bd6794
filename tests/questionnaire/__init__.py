"""Tests of what is asked: content, its checks, and values."""
