"""A benchmark with known truth: simulated bodies with formalism planted in them, and published cases.

The generator knows nothing of the product: it imports neither its rules nor its packs nor its findings, and writes
files as agencies have them.
"""
