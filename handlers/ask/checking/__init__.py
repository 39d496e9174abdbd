"""What a question claims or takes for granted, checked against the plan."""
