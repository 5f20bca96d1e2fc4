"""The workers' application, and its three tasks: do one job, send what is overdue, ask for what is daily.

`celery -A hearth.celery worker` and `celery -A hearth.celery beat`; one beat, any number of workers.
"""

from __future__ import annotations

import os

from celery.schedules import crontab
from tenant_schemas_celery.app import CeleryApp

from hearth.pulse import give_pulse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.settings.production")


class HearthApp(CeleryApp):
    task_cls = "tenants.isolation.tasks:TenantBoundTask"


app = HearthApp("hearth")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    beat_scheduler="celery.beat:PersistentScheduler",
    beat_schedule={
        "send overdue jobs": {"task": "hearth.jobs.send_overdue", "schedule": 30.0},
        # Hourly from two: asked twice it asks once, and a beat that was away at two makes it good.
        "ask for daily jobs": {"task": "hearth.jobs.ask_for_daily", "schedule": crontab(hour="2-23", minute="10")},
    },
    timezone="Europe/London",
    task_serializer="json",
    accept_content=["json"],
    broker_transport_options={"socket_connect_timeout": 2, "socket_timeout": 5, "max_retries": 1},
    worker_hijack_root_logger=False,
)
give_pulse(app)


@app.task(name="hearth.jobs.run")
def run(job_id: str) -> bool:
    """Do one job in the tenant that the message names."""
    from hearth.jobs.working import work_on

    return work_on(job_id)


@app.task(name="hearth.jobs.send_overdue", public=True)
def send_overdue() -> int:
    from hearth.jobs import reaping

    return reaping.send_overdue()


@app.task(name="hearth.jobs.ask_for_daily", public=True)
def ask_for_daily() -> int:
    from hearth.jobs import reaping

    return reaping.ask_for_daily()
