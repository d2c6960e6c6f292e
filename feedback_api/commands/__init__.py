"""The commands of `ourvoices`, a file for each kind; feedback_api/cli.py joins them."""
