"""Work that is slow or leaves the building: asked for in an act's transaction, done by a worker after the commit.

A job is a row in the tenant's own schema, written with the change that needs it, so that neither is there without the
other. The queue carries its id and nothing else; what it loses is sent again from the row. Whatever a job does may be
done twice: a worker can die after the work and before it says so.

    @job("duties.rebuild")
    def rebuild(this: Job) -> None:
        for number, household in enumerate(households, start=1):
            ...
            this.progress(number, total, "households")

    enqueue("duties.rebuild", key="all", by=actor)
"""

from typing import TYPE_CHECKING, Any

from hearth.jobs.registry import Daily, job

if TYPE_CHECKING:
    from hearth.jobs.working import JobStopped, enqueue, progress, request_stop

__all__ = ["Daily", "JobStopped", "enqueue", "job", "progress", "request_stop"]


def __getattr__(name: str) -> Any:
    """What needs the models, fetched when it is asked for: Django imports this package before there are any."""
    if name in __all__:
        from hearth.jobs import working

        return getattr(working, name)
    raise AttributeError(name)
