"""How long a survey takes a person, and how many people the service takes at once."""
