"""Comments of which the analyser is unsure go to an officer, whose label counts from then on."""
