"""Answering questions about the plans."""

from .answering import answer

__all__ = ["answer"]
