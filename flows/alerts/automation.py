"""What a night cannot tell itself, told by the Prefect server: it crashed, started late, or never ran."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from flows.alerts.channels import apprise_block, block_names, saved_block
from flows.embedded import has_server
from flows.errors import UsageError
from flows.settings import Settings

if TYPE_CHECKING:
    from prefect.automations import Automation
    from prefect.blocks.core import Block
    from prefect.events import EventTrigger
    from prefect.events.actions import CallWebhook, SendNotification

PREFIX = "casetally-alert"
_NIGHT = "nightly"
_FLOWS = (_NIGHT, "backfill", "rebuild", "fetch")
# So begins the message of a night that has told by itself what is new (NightSummary.log_line, flows.nightly).
TOLD_BY_ITSELF = f"{_NIGHT} "
# Jinja, filled in by the server: which run it is, bounded, and without what a channel would obey.
_RUN = (
    "(flow_run.name ~ ' ' ~ flow_run.state.name ~ ' ' ~ (flow_run.state.message or '')[:300])"
    " | replace('<', '＜') | replace('@', '＠') | replace('://', '：//')"
)


@dataclass(frozen=True, slots=True)
class Telling:
    """What an automation says: in Chinese and English, and which run it is about, as a Jinja expression."""

    zh: str
    en: str
    run: str = ""


def install(settings: Settings) -> list[str]:
    """Create the automations on the server that is set, or bring them up to these settings.

    Returns:
        The name of each automation.

    Raises:
        UsageError: No server is set.
    """
    if not has_server():
        raise UsageError("Automations are kept on a Prefect server, and none is set: set PREFECT_API_URL.")
    from prefect.automations import Automation

    actions = list(_actions(settings))
    automations = [
        Automation(
            name=f"{PREFIX}-{name}",
            description="Made by `casetally alerts install`, which also brings it up to date.",
            trigger=trigger,
            actions=[action(telling) for action in actions],
        )
        for name, (trigger, telling) in _watched(settings.fresh_hours).items()
    ]
    for automation in automations:
        _save(automation)
    return [automation.name for automation in automations]


def _watched(hours: int) -> "Mapping[str, tuple[EventTrigger, Telling]]":
    crashed = Telling("运行崩溃或失败", "a run crashed or failed", _RUN)
    late = Telling("夜间运行没有按时开始", "a night did not start in time; see that the worker runs", _RUN)
    never = Telling(f"{hours} 小时内没有夜间运行结束", f"no night has ended within {hours} hours")
    ends = ("Completed", "Failed", "Crashed")
    return {
        "ended-badly": (_when("Crashed", "Failed", flows=_FLOWS, message=f"!{TOLD_BY_ITSELF}*"), crashed),
        "late": (_when("Late"), late),
        "never-ran": (_when(*ends, missing_for=timedelta(hours=hours)), never),
    }


def _when(
    *states: str, flows: Sequence[str] = (_NIGHT,), message: str = "*", missing_for: timedelta | None = None
) -> "EventTrigger":
    """A trigger on a run of the flows coming into one of the states, or on none coming into one for so long."""
    from prefect.events import EventTrigger, ResourceSpecification
    from prefect.events.schemas.automations import Posture

    return EventTrigger(
        expect={f"prefect.flow-run.{state}" for state in states},
        match=ResourceSpecification({"prefect.resource.id": "prefect.flow-run.*", "prefect.state-message": message}),
        match_related=ResourceSpecification({"prefect.resource.role": "flow", "prefect.resource.name": list(flows)}),
        posture=Posture.Proactive if missing_for else Posture.Reactive,
        threshold=1,
        within=missing_for or timedelta(0),
    )


def _actions(settings: Settings) -> Iterator[Callable[[Telling], Any]]:
    """For each channel what makes its action; the addresses become blocks, which the server keeps encrypted."""
    from prefect.blocks.webhook import Webhook
    from prefect.types import SecretDict

    if settings.alert_webhook and settings.alert_webhook.get_secret_value():
        # Not the block a night itself sends by: refused, its error would put the address into the server's log.
        headers = SecretDict({"content-type": "application/json"})
        yield _calling(_saved(Webhook(method="POST", url=settings.alert_webhook, headers=headers), "webhook"))
    if settings.alert_email and settings.alert_email.get_secret_value():
        yield _notifying(_saved(apprise_block(settings.alert_email.get_secret_value()), "email"))
    for name in block_names(settings):
        yield _notifying(cast(UUID, saved_block(name)._block_document_id))


def _saved(block: "Block", name: str) -> UUID:
    return cast(UUID, block.save(f"{PREFIX}-{name}", overwrite=True))


def _calling(block: UUID) -> "Callable[[Telling], CallWebhook]":
    from prefect.events.actions import CallWebhook

    def action(telling: Telling) -> CallWebhook:
        # `tojson`: what the server fills in may hold quotes.
        said = f"{telling.zh}\n{telling.en}" + ("\n" if telling.run else "")
        text = f"({_json(said)} ~ ({telling.run or _json('')})) | tojson"
        return CallWebhook(
            block_document_id=block, payload=f'{{"title": {_json(_subject(telling))}, "text": {{{{ {text} }}}}}}'
        )

    return action


def _notifying(block: UUID) -> "Callable[[Telling], SendNotification]":
    from prefect.events.actions import SendNotification

    def action(telling: Telling) -> SendNotification:
        run = f"\n{{{{ {telling.run} }}}}" if telling.run else ""
        return SendNotification(
            block_document_id=block, subject=_subject(telling), body=f"{telling.zh}\n{telling.en}{run}"
        )

    return action


def _subject(telling: Telling) -> str:
    return f"Casetally 告警 alert: {telling.zh} / {telling.en}"


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _save(automation: "Automation") -> None:
    try:
        automation.id = type(automation).read(name=automation.name).id  # type: ignore[attr-defined]
    except ValueError:
        automation.create()
    else:
        automation.update()
