"""Backup and restore: encrypted with age, verified, for both databases."""
