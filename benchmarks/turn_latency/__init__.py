"""How long a turn takes, how long Rasa takes to start, and how much memory it holds, beside Rasa's starter project."""
