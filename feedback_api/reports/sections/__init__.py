"""The report's sections, a file for each: from counts that may be shown to figures."""
