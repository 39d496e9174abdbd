"""The plans as documents, and what the programme is."""
