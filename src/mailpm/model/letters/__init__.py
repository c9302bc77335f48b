"""What our letters say, as facts: one frozen dataclass for each template; all words stand in templates/."""
