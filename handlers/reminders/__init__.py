"""Reminders: what each unit owes and when, the digest of a day, and the calendar of working days.

Nothing is imported here: check-in and questions use single modules, and the area's buttons use check-in.
"""
