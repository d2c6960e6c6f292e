"""Recall and false alarms of language/risk on messages that nothing was trained or tuned on."""
