"""What `make serve` runs: checks, training, the three processes and their health."""
