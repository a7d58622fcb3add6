"""The templates of the review pages: everything escaped, style and script inside the page and known by their hash."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from expectations.review import wording
from expectations.review.text import shortened, shown

_OWN = files("expectations.review").joinpath("assets")
_SHARED = files("expectations").joinpath("assets")


def render(page: str, **content: Any) -> str:
    """Return a page; no text in it can be markup, and none runs as script."""
    return _templates().get_template(page).render(**content)


@cache
def content_security_policy() -> str:
    """What a browser may do with our pages: apply our style, run our script, send forms back; nothing else."""
    style, script = _hash(_style()), _hash(_script())
    return (
        f"default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; "
        "form-action 'self'; frame-src 'none'; object-src 'none'"
    )


@cache
def _templates() -> Environment:
    pages = {entry.name: entry.read_text(encoding="utf-8") for entry in _OWN.iterdir() if entry.name.endswith(".j2")}
    templates = Environment(
        loader=DictLoader(pages),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    templates.filters["shortened"] = shortened
    templates.globals.update(
        words=wording, style=Markup(_style()), script=Markup(_script()), policy=content_security_policy()
    )
    return templates


def _finalize(value: Any) -> Any:
    """Make every text that a template prints safe to look at; markup of our own templates is left alone."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _style() -> str:
    return _SHARED.joinpath("docs.css").read_text(encoding="utf-8") + _asset("review.css")


@cache
def _script() -> str:
    return _asset("review.js")


def _asset(name: str) -> str:
    return _OWN.joinpath(name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
