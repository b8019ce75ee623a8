"""Bundles: a campaign or some of its bodies in one file that can be sent, checked, signed and merged."""
