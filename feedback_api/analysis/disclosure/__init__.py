"""Disclosure control: the one door that every count of people goes through before anybody sees it.

docs/disclosure.md has the rule, the ways in that it closes, and what it does not do.
"""

from feedback_api.analysis.disclosure.release import Cell, Relation, Release
from feedback_api.analysis.disclosure.suppression import protect
from feedback_api.analysis.disclosure.tables import guarded, guarded_total, stepped_total

# How a hidden count is written. Never a zero, and never an empty cell, which might be read as one.
HIDDEN = "[c]"

__all__ = ["HIDDEN", "Cell", "Relation", "Release", "guarded", "guarded_total", "protect", "stepped_total"]
