"""Indicators: the impact measures of data/indicators.yml, their values, how sure they are, and how they are rated."""
