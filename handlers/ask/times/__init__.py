"""What is due when, and what lies before or after a programme."""
