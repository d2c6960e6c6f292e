"""What is kept for how long, and the purge that deletes what has had its time and proves it."""
