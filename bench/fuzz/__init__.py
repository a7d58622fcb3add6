"""Fuzzing of what reads untrusted texts: decoding, paging and extraction."""
