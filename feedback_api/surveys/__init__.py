"""Survey definitions, and the one engine that asks their questions: drafts saved answer by answer."""
