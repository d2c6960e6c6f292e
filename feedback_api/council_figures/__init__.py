"""Figures that the council counts itself: complaints, appeals, waits. Officers enter them, reports show them."""
