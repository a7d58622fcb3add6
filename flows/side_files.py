"""Side files: what ``NAME.meta.yaml`` states of the document ``NAME.txt`` beside it; and what front matter may."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from extraction.records import StatedMetadata

SUFFIX = ".meta.yaml"
MAXIMUM_BYTES = 65_536
_TEXT_KEYS = ("outlet", "url", "title")
KEYS = ("published_on", *_TEXT_KEYS)


def side_file_of(document: Path) -> Path:
    """The place of a document's side file, whether it is there or not."""
    return document.with_name(document.stem + SUFFIX)


def beside(name: str) -> str:
    """The name of a document's side file in an inbox or an archive."""
    path = PurePosixPath(name)
    return str(path.with_name(path.stem + SUFFIX))


class _Loader(yaml.SafeLoader):
    """Plain YAML, in which a day that does not exist is a text and does not spoil the rest."""


def _day_or_text(loader: _Loader, node: yaml.ScalarNode) -> date | str:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return str(node.value)


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _day_or_text)


def read_side_file(path: Path, newest_day: date) -> tuple[StatedMetadata, list[str]]:
    """Read a side file as `read_statements` does.

    Args:
        path: The side file.
        newest_day: The last day on which its document can have been published.
    """
    try:
        with path.open("rb") as file:
            return read_statements(file.read(MAXIMUM_BYTES + 1), newest_day)
    except OSError as error:
        return StatedMetadata(), [f"it cannot be read ({error}) and was passed over"]


def read_statements(content: bytes, newest_day: date) -> tuple[StatedMetadata, list[str]]:
    """What the bytes of a side file state, and one sentence for each thing in them that was passed over."""
    if len(content) > MAXIMUM_BYTES:
        return StatedMetadata(), [f"it is larger than {MAXIMUM_BYTES} bytes and was passed over"]
    try:
        entries = load_entries(content.decode("utf-8-sig"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f" in line {mark.line + 1}" if mark else ""
        return StatedMetadata(), [f"it is not valid YAML{place} and was passed over"]
    except (ValueError, RecursionError) as error:
        return StatedMetadata(), [f"it cannot be read ({error}) and was passed over"]
    if entries is None:
        return StatedMetadata(), []
    if not isinstance(entries, dict):
        return StatedMetadata(), ["it does not hold `key: value` lines and was passed over"]
    return stated(entries, newest_day)


def load_entries(text: str) -> Any:
    """Plain YAML as Python values.

    Raises:
        yaml.YAMLError, ValueError, RecursionError: It is none, or nested too deeply.
    """
    return yaml.load(text, Loader=_Loader)


def stated(entries: Mapping[Any, Any], newest_day: date) -> tuple[StatedMetadata, list[str]]:
    """What entries such as ``published_on`` state, and a sentence for each that was passed over."""
    problems = [f"{_shown(key)} is not one of {', '.join(KEYS)} and was passed over" for key in entries.keys() - KEYS]
    published_on, *texts = (entries.get(key) for key in KEYS)
    day, problem = _published_on(published_on, newest_day)
    problems += problem
    for key, value in zip(_TEXT_KEYS, texts, strict=True):
        if isinstance(value, dict | list):
            problems.append(f"{key} is no plain text and was passed over")
    outlet, url, title = (None if value is None or isinstance(value, dict | list) else str(value) for value in texts)
    return StatedMetadata(published_on=day, outlet=outlet, url=url, title=title), sorted(problems)


def over(first: StatedMetadata, second: StatedMetadata) -> StatedMetadata:
    """What the first states, and the second where the first says nothing."""
    names = [field.name for field in fields(StatedMetadata)]
    return StatedMetadata(**{name: getattr(first, name) or getattr(second, name) for name in names})


def _published_on(value: object, newest_day: date) -> tuple[date | None, list[str]]:
    day = _as_date(value)
    if value is not None and day is None:
        return None, [f"published_on is {_shown(value)}, no date such as 2025-01-17, and was passed over"]
    if day is not None and day > newest_day:
        return None, [f"published_on is {day}, later than the day it is read, {newest_day}, and was passed over"]
    return day, []


def _shown(value: object) -> str:
    # A nested value may be small in the file and huge when written out (YAML aliases).
    return "a nested value" if isinstance(value, dict | list | tuple) else repr(value)[:60]


def _as_date(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return None
