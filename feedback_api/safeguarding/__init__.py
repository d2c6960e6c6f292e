"""When a text tells of danger: the person reads who can help, and the council's safeguarding officers are told."""
