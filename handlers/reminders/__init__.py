"""Reminders: what each unit owes and when, the digest of a day, and the calendar of working days."""
