"""Pages for people: templates, style, the widget."""
