"""The points of the plans that a question is about, or an honest silence."""
