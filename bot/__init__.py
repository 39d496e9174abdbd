"""The outside world: configuration, clock, logs, command line, rendering and channels."""
