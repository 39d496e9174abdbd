"""People: invitations, memberships, their settings and their data."""
