"""What is shown to a person: a text of others cannot steer the terminal, however it comes onto the screen."""

from collections.abc import Callable
from io import StringIO

import pytest

from flows.cli import main
from flows.tables import person_console, print_pairs, print_rows, print_table

STEERING = "甲\x1b[31m乙\x9b2J丙\u202e丁"
SHOWN = "甲\ufffd[31m乙\ufffd2J丙\ufffd丁"
SCREENS: dict[str, Callable[[StringIO], None]] = {
    "line": lambda out: person_console(out=out).print(STEERING),
    "pair": lambda out: print_pairs([("name", STEERING)], person_console(out=out)),
    "cell": lambda out: print_rows(["text"], [[STEERING]], out),
    "cell of a wide row": lambda out: print_rows([f"column_{number}" for number in range(50)], [[STEERING] * 50], out),
    "cell of a description": lambda out: print_table(["text"], [[STEERING]], out),
    "name of a column": lambda out: print_rows([STEERING], [["1"]], out),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_signs_that_steer_a_terminal_are_shown_as_no_sign(screen: str) -> None:
    out = StringIO()
    SCREENS[screen](out)
    assert SHOWN in out.getvalue()


def test_line_ends_tabs_and_wide_spaces_stay() -> None:
    out = StringIO()
    person_console(out=out).print("甲\n乙\u3000丙", soft_wrap=True)
    assert out.getvalue() == "甲\n乙\u3000丙\n"


def test_an_error_that_quotes_a_text_does_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sql", "select 1", "--format", "\x1b[31m"]) == 2
    assert main(["\x1b[31m"]) == 2
    assert "\x1b" not in capsys.readouterr().err
