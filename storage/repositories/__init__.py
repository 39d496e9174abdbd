"""One repository an area. They run statements on their unit's connection and never commit."""
