"""What a comment is about: themes, each with the clause that earned it and how that clause sounds."""

from language.themes.reader import ThemeMention, model_version, themes_of, themes_of_all

__all__ = ["ThemeMention", "model_version", "themes_of", "themes_of_all"]
