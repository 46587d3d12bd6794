"""Tests of an office over its years."""
