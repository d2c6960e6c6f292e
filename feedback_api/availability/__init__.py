"""Whether the assistant is on: an officer can switch it off, with a message, at once."""
