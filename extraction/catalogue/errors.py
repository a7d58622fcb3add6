"""The error that a faulty catalogue file raises."""


class CatalogueError(ValueError):
    """A declared catalogue entry cannot be used; the message says which, why and what to do."""
