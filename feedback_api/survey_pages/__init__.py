"""Surveys as pages: one question a page, plain forms, the same engine as in the chat."""
