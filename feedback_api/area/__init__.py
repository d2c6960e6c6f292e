"""A council's own names, contacts, ambitions and disclosure thresholds, read from data/area."""
