"""Assess digital-government governance: collect evidence, score it from TOML, report formalism risks."""

__version__ = "0.1.0"
