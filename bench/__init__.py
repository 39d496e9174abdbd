"""Measures how fast the assistant answers and starts, what memory it takes, and how both grow."""
