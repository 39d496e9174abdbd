"""Turns of a conversation: what a sentence means after the one before it."""
