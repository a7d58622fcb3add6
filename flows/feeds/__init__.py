"""Fetching: the pages of declared feeds and index pages, politely, each stored once in the inbox as it came."""
