"""Exports are made in the background; their files go when their days are over."""

from hearth.access import Actor
from hearth.dates import today
from hearth.documents.actions import make_export, remove_export
from hearth.documents.models import Export
from hearth.jobs import Daily, job
from hearth.jobs.models import Job


@job("exports.make", title="An export of the whole service")
def make(this: Job) -> None:
    export = Export.objects.get(pk=this.payload["export"])
    make_export(
        export,
        by=Actor.system("exports.make"),
        progress=lambda done, total: this.progress(done, total, f"{done} of {total}"),
    )


@job("exports.remove", title="Exports whose days are over", daily=Daily("council"))
def remove_past_keeping(this: Job) -> None:
    for export in Export.objects.past_keeping(today()):
        remove_export(export, by=Actor.system("exports.remove"))
