"""The quarterly report: its figures, and each format that renders them."""
