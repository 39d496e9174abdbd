"""Tasks, duties and what else is asked for by number or level."""
