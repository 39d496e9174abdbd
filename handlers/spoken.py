"""Pieces of the patterns by which short questions in plain words are known."""

from __future__ import annotations

END = r"[?？。！!呢呀啊吗了]*"
"""What may follow a short question."""

WE = r"(?:我们?|咱们?|本|俺们?)"
"""Who asks for their own unit."""

OURS = r"(?:县|县里|区|市|这边|单位)?的?"
"""What may follow: 我们县的, 本单位."""
