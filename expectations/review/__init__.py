"""The review pages: what is open, why, and what a reviewer can do about it."""
