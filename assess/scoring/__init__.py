"""Scores: bands per indicator, layer and total, and ranks among peers."""
