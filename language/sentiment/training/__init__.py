"""Makes the sentiment network's files. Runs in an environment of its own (`make tune-sentiment`), never at run time."""
