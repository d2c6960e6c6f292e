"""How much redaction removes and harms, beside Presidio's defaults: python -m benchmarks.redaction."""
