"""The gateway between the public and the assistant."""
