"""How well the assistant understands phrasings that it was not trained on, beside Rasa's default pipeline."""
