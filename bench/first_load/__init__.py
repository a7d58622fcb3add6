"""First load: many reports from text to a published warehouse, beside extraction alone."""
