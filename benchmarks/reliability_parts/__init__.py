"""The parts of `benchmarks/reliability.py`, one kind of harm each."""
