"""What responses say: distributions, sentiment, and the one door of disclosure control."""
