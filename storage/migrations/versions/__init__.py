"""One script a revision, named by its number."""
