"""The Telegram edge, the only package that imports the Telegram library."""
