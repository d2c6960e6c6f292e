"""How well sentiment and themes read families' comments that nothing was trained on."""
