"""Officers' corrections of sentiment."""
