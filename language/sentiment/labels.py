"""The three labels, in the order of the network's outputs."""

from __future__ import annotations

from typing import Literal

Label = Literal["negative", "mixed", "positive"]
LABELS: tuple[Label, ...] = ("negative", "mixed", "positive")
