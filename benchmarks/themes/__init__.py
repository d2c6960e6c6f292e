"""How well themes of comments are found that nothing was trained on, beside two plain ways of finding them."""
