"""What the tests of the whole share."""

import shutil

import pytest
from command_line import COUNTY, MISPRINT, PROVINCE, casetally, write_inbox


@pytest.fixture(scope="session")
def first_night(tmp_path_factory):
    """A user's folder after one night over two documents; not to be written to."""
    user = tmp_path_factory.mktemp("first night")
    write_inbox(user / "inbox", county=COUNTY, misprint=MISPRINT)
    (user / "inbox" / "county.meta.yaml").write_text("published_on: 2025-01-17\n")
    run = casetally("run", cwd=user)
    assert run.returncode == 0, run.stderr
    (user / "output.txt").write_text(run.stdout, encoding="utf-8")
    return user


@pytest.fixture
def user(first_night, tmp_path):
    """A copy of that folder, to go on from."""
    return shutil.copytree(first_night, tmp_path / "user")


@pytest.fixture
def news(user):
    """The same with a new document in the inbox."""
    write_inbox(user / "inbox", province=PROVINCE)
    return user


@pytest.fixture(scope="session")
def second_night(first_night, tmp_path_factory):
    """A user's folder after a second, undisturbed night with that document; not to be written to."""
    user = shutil.copytree(first_night, tmp_path_factory.mktemp("second night") / "user")
    write_inbox(user / "inbox", province=PROVINCE)
    run = casetally("run", cwd=user)
    assert run.returncode == 0, run.stderr
    return user
