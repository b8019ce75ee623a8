"""Copies of a snapshot for agencies and for the public: what they leave out, and how that can be checked."""
