"""The feedback service: what faces the public and the officers."""
