"""A person's rights over their answers, with nothing but the code: see, take away, correct, erase."""
