"""Makes the risk network's files, in an environment of its own (`make tune-risk`). Only `messages` needs no torch."""
