from api.idempotency import kept_since
from api.models import AnsweredRequest
from hearth.jobs import Daily, job
from hearth.jobs.models import Job


@job("api.forget_answers", daily=Daily("council"))
def forget_answers(this: Job) -> None:
    """Forget the answers that were kept for repeated requests, a day after they were given."""
    AnsweredRequest.objects.older_than(kept_since()).delete()
