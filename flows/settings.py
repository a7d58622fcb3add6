"""The settings: command-line flags above ``CASETALLY_*`` variables above a ``.env`` file above the defaults."""

import difflib
import os
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from flows.errors import UsageError
from warehouse.addresses import place_of

PREFIX = "CASETALLY_"
ENV_FILE = ".env"


class Settings(BaseSettings):
    """What an operator may choose. ``.env.example`` lists the same names with their defaults."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=ENV_FILE, extra="ignore", frozen=True)

    inbox: str = Field("inbox", description="folder of reports, or object storage as s3://bucket/prefix")
    data: Path = Field(Path("data"), description="folder of the lake, the warehouse and the reports")
    lake: str = Field("", description="the lake where it lies elsewhere: a folder, or s3://bucket/prefix")
    runner: Literal["prefect", "plain"] = Field(
        "prefect", description="who conducts the night: prefect, or plain for the same stations without a server"
    )
    workers: int = Field(os.cpu_count() or 1, ge=1, le=1024, description="processes that read documents")
    task_runner: Literal["processes", "dask"] = Field(
        "processes", description="where documents are read: in processes of this machine, or on a Dask cluster"
    )
    dask_address: str | None = Field(None, description="scheduler of a Dask cluster; without it one is started")
    batch_bytes: int = Field(262_144, ge=1, description="bytes of documents that one task reads")
    max_document_bytes: int = Field(20_000_000, ge=1, description="larger documents are quarantined unread")
    max_archive_bytes: int = Field(1_000_000_000, ge=1, description="bytes that a ZIP archive may inflate to")
    max_archive_ratio: int = Field(200, ge=1, description="times its packed size that a file in an archive may have")
    document_seconds: int = Field(300, ge=1, description="a document that takes longer to read is quarantined")
    document_memory_bytes: int = Field(4_000_000_000, ge=1_000_000_000, description="memory of a process that reads")
    s3_endpoint: str | None = Field(None, description="address of an object storage that is not the provider's own")
    ocr: bool = Field(False, description="whether page images are read, with casetally[ocr]")
    quarantine_copy_bytes: int = Field(1_000_000, ge=0, description="unreadable documents up to this size are copied")
    night_documents: int = Field(
        4_000, ge=1, description="documents that one night reads; more that are new are read in several"
    )
    backfill_documents: int = Field(1_000, ge=1, description="documents that one night of a backfill reads")
    pages_url: str = Field("", description="where docs/ and review/ of the data folder are served, for links to them")
    time_zone: str = Field("Asia/Shanghai", description="whose calendar names the night")
    whole_validation_nights: int = Field(
        30,
        ge=0,
        description="every so many nights the whole database is validated, else what the night touched; 0 never",
    )
    tidy_nights: int = Field(30, ge=0, description="so many nights are packed into one file a table; 0 for never")
    tidy_keep_days: int = Field(14, ge=1, description="packed files and what left the inbox are kept for so many days")
    database_memory_bytes: int = Field(
        1_000_000_000, ge=100_000_000, description="memory of the database; what needs more is spilled to disk"
    )
    own_server_bytes: int = Field(
        100_000_000, ge=0, description="what Prefect's temporary server keeps is dropped when it is larger"
    )
    sources: Path = Field(Path("sources.yaml"), description="list of the feeds and index pages to fetch")
    fetch_contact: str = Field(
        "", max_length=200, pattern=r"^[ -~]*$", description="address or URL that servers are told to complain to"
    )
    fetch_private: bool = Field(False, description="also fetch from private and loopback addresses")
    fresh_hours: int = Field(36, ge=1, description="a publication older than this is shown as stale")
    alert_webhook: SecretStr | None = Field(None, description="address that alerts are posted to as JSON")
    alert_email: SecretStr | None = Field(
        None, description="Apprise address that alerts are sent to, such as mailtos://"
    )
    alert_blocks: str = Field("", description="notification blocks of the Prefect server, as type/name, comma between")
    alert_silence_days: int = Field(7, ge=0, description="days without a new document that are alerted; 0 for never")
    alert_findings_factor: float = Field(2, ge=1, description="open findings are alerted above this many times usual")
    alert_findings_more: int = Field(20, ge=0, description="and only when they are more than this many above usual")
    alert_remind_days: int = Field(7, ge=0, description="a standing condition is told again after days; 0 for never")

    @field_validator("time_zone")
    @classmethod
    def _known_time_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("a time zone such as Asia/Shanghai is wanted") from error
        return name


def load_settings(**flags: Any) -> Settings:
    """Read the settings; flags that are None were not given.

    Raises:
        UsageError: A value cannot be used; the sentence names the setting, the value and what is wanted.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        settings = Settings(**given)
    except ValidationError as error:
        raise UsageError(_sentence(error, given)) from error
    return _for_any_machine(settings) if settings.task_runner == "dask" else settings


def _for_any_machine(settings: Settings) -> Settings:
    """The same settings with folders that mean the same in every process of a cluster."""
    inbox = place_of(settings.inbox)
    whole = {"inbox": str(inbox.absolute())} if isinstance(inbox, Path) else {}
    return settings.model_copy(update={"data": settings.data.absolute(), **whole})


def unknown_settings() -> list[str]:
    """One sentence for each ``CASETALLY_`` name, in the environment or ``.env``, that is no setting."""
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    given = sorted({name.upper() for name in (*os.environ, *dotenv_values(ENV_FILE))} - set(known))
    return [_unknown(name, known) for name in given if name.startswith(PREFIX)]


def _unknown(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    advice = f"did you mean {near[0]}?" if near else "the names are in .env.example."
    return f"{name} is no setting and was passed over; {advice}"


def _sentence(error: ValidationError, given: dict[str, Any]) -> str:
    problem = error.errors()[0]
    name = str(problem["loc"][0])
    shown = f"--{name.replace('_', '-')}" if name in given else PREFIX + name.upper()
    wanted = problem["msg"].removeprefix("Value error, ")
    return f"{shown} is {problem['input']!r}, which cannot be used: {wanted[0].lower()}{wanted[1:].rstrip('.')}."
