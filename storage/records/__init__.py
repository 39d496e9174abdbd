"""What goes in and out of storage: frozen records, never rows."""
