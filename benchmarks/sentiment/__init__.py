"""How well sentiment is read: ours beside TextBlob's default, VADER, and TF-IDF with logistic regression."""
