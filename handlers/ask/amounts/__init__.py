"""Sums of money and numbers worked out from printed ones."""
