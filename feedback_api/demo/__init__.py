"""Made-up data for the demonstration council."""
