"""How well and how fast the directory is searched: words alone, meanings alone, and both fused."""
