"""Questions to the knowledge base that need more than a look-up."""
