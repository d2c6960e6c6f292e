"""Work out of the request: queued with what it belongs to, done by a worker, never lost, given up in the open."""
