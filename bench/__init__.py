"""Benchmarks: the product beside plain code that does the same, in turn, in one run. `make bench` runs them all."""
