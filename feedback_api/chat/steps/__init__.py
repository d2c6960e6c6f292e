"""The steps that a message takes, one a file, in the order of feedback_api/chat/turn.py."""
