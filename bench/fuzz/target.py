"""One stretch of fuzzing, in a process of its own: `python -m bench.fuzz.target NAME FOLDER [flags of libFuzzer]`.

What breaks is kept in FOLDER/broken, one file for each kind, and the fuzzing goes on.
"""

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["extraction", "flows.decoding"]):
    from bench.fuzz.inputs import text_of
    from bench.fuzz.invariants import check_decoding, check_extraction, check_paging, check_work, read

WORK_COUNTED_EVERY = 500  # inputs: counting makes reading many times slower
inputs = 0


def check_reading(data: bytes) -> None:
    """Read a text; of some texts count the work."""
    text = text_of(data)
    check_extraction(text)
    if inputs % WORK_COUNTED_EVERY == 0:
        check_work(text)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decoding": check_decoding,
    "paging": lambda data: check_paging(text_of(data)),
    "extraction": check_reading,
}


def main(name: str, folder: Path, flags: list[str]) -> None:
    """Fuzz one target until libFuzzer has run as many inputs as its flags say."""
    check, broken = TARGETS[name], folder / "broken"
    broken.mkdir(parents=True, exist_ok=True)
    read("2025年，青禾县法院审结案件36件。")  # the catalogues are read once

    def run(data: bytes) -> None:
        global inputs
        inputs += 1
        try:
            check(data)
        except Exception as error:  # whatever it is, it is what is looked for
            _keep(broken, data, error)

    atheris.Setup([sys.argv[0], *flags], run)
    atheris.Fuzz()


def _keep(folder: Path, data: bytes, error: Exception) -> None:
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_name}:{place.tb_lineno}" if place else ""
    said = f"{type(error).__name__}: {error}"
    kind = hashlib.sha256(f"{where} {said if where.startswith('hold') else type(error).__name__}".encode())
    kept = folder / f"{kind.hexdigest()[:12]}.txt"
    if not kept.exists():
        kept.write_text(f"{said}\n{where}\n{data.hex()}\n{text_of(data)!r}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
