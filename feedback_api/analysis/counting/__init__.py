"""Counting: responses of a quarter in groups, made by the database, and the sums that tie the counts together."""
