"""Finished survey responses, each stored once."""
