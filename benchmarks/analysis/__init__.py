"""A whole quarter's analysis on 10 thousand to a million responses, beside pandas from a full export."""
