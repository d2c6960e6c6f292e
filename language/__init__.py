"""Pure functions over text that both the assistant and the feedback service import (Python 3.10 and newer)."""
