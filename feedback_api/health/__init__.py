"""Whether this process works."""
