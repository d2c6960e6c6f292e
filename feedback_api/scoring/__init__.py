"""What the language models make of people's words: kept with the model's version, made outside the request."""
