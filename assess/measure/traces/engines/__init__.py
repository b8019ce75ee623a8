"""Engines that hold traces already: metrics are sent to them as SQL of their own, and only results come back."""
