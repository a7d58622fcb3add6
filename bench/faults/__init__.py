"""What may go wrong in a night, done to it for real."""
