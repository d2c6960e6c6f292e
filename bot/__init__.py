"""What runs inside Rasa: understanding, the channel that the gateway speaks to, and training (Python 3.10)."""
