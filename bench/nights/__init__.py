"""A night of news into an empty data folder and into one with years of history, each in a process of its own."""
