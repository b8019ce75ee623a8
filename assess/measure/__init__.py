"""Measurements: facts that the tool finds out for itself, instead of being told."""
