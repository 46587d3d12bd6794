"""What docs/performance.md is measured with: `python -m benchmarks.run`, never a part of the tests."""
