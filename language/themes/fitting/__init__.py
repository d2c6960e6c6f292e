"""Makes the classifier from the examples in data/themes. Nothing at run time imports it."""
