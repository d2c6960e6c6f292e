"""What people are told about their data, and the record of what is done with it."""
