"""Makes the encoder's files. Runs in an environment of its own (`make tune`); nothing at run time imports it."""
