"""What is measured: each folder is a command that prints its figures beside a peer's, measured in the same run."""
