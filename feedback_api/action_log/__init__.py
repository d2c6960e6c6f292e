"""The action log: what families said, what the council does about it, and how far that is."""
