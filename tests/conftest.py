"""What all tests share: they leave no trace outside their own folders and ask no network."""

import os

import pytest


@pytest.fixture(autouse=True, scope="session")
def no_settings_from_outside():
    """Take the settings of whoever runs the tests out of their environment."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("CASETALLY_", "PREFECT_")):
                patch.delenv(name)
        yield
