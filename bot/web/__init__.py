"""One Starlette application: trial page, webhook, health."""
