"""Findings: formalism risks raised by a pack's rules and by checks of reported numbers."""
