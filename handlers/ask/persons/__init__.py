"""People, departments and the groups that they belong to."""
