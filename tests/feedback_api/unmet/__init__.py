"""What families asked for and did not get."""
