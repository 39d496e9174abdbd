"""Replies turned into what a channel shows: Telegram HTML, plain text, JSON, web."""
