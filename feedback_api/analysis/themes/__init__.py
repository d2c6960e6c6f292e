"""Themes of comments: what data/themes.yml says of them, what officers mark blind, and talk that fits none."""
