"""Where a unit stands: progress against targets, the ten ones, lights."""
