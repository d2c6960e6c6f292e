"""The compact lists that the redaction reads, and how they were made (`build.py`)."""
