"""The Local Offer's topics and the assistant's other replies, read from data/ and rendered for the area."""
