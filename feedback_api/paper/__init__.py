"""Surveys on paper: a form to print, typing in what came back, and a preview of every wording."""
