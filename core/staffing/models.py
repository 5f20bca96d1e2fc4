from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core.staffing.functions import FUNCTIONS
from core.staffing.queries import AllocationQuerySet, HoldingQuerySet, PostQuerySet, TeamQuerySet
from hearth.access import Role
from hearth.records import Privacy, Record, tracked

PERIOD_IN_ORDER = Q(until_on__isnull=True) | Q(until_on__gte=F("from_on"))


@tracked
class Team(Record):
    """A team of the fostering service, from a day until a day (that day not included)."""

    privacy = Privacy("tenant", personal="none", retention="Kept: who was responsible must stay answerable")

    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=150)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    managed_by = models.CharField(max_length=150, blank=True, help_text="The title of the post that manages it")
    responsibilities = ArrayField(models.CharField(max_length=40), default=list, help_text="Kinds of work that it does")
    order = models.PositiveSmallIntegerField(default=0)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(until_on__isnull=True), name="team_code_once"),
            models.CheckConstraint(condition=PERIOD_IN_ORDER, name="team_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    def does(self, responsibility: str) -> bool:
        return responsibility in self.responsibilities


@tracked
class Post(Record):
    """An established post, or several alike. Figures that the council's document does not print are None, never 0."""

    privacy = Privacy("tenant", personal="none", retention="As the team")

    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="posts", help_text="None: the whole service"
    )
    works_for = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="posts_lent", help_text="Team it works for"
    )
    title = models.CharField(max_length=150)
    role = models.CharField(max_length=40, choices=Role.choices, blank=True)
    headcount = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True, help_text="Posts")
    fte = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True, help_text="Full-time equivalent")
    filled = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True, help_text="People in post")
    vacancies = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    funding = models.CharField(max_length=150, blank=True)
    included_in_count = models.BooleanField(null=True, help_text="Whether the document counts it in the team's total")
    note = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["order", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "title"],
                condition=Q(until_on__isnull=True),
                nulls_distinct=False,
                name="post_line_once",
            ),
            models.CheckConstraint(condition=PERIOD_IN_ORDER, name="post_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class Holding(Record):
    """A person in a post, from a day until a day (that day not included)."""

    privacy = Privacy("tenant", personal="staff", retention="10 years from leaving (SI 2011/581 r30 and Sch 3)")

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    user = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="holdings")
    fte = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = HoldingQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["from_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["post", "user"], condition=Q(until_on__isnull=True), name="post_held_once"),
            models.CheckConstraint(condition=PERIOD_IN_ORDER, name="holding_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.post}"


@tracked
class Allocation(Record):
    """The worker who does one function for one subject, such as a household's supervising social worker (NMS 21.1)."""

    privacy = Privacy("tenant", personal="carer", retention="As the record of the subject (SI 2011/581 r30, r32)")

    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    subject_name = models.CharField(max_length=200, help_text="As it stood when the worker was allocated")
    function = models.CharField(max_length=40, choices=[(code, known.label) for code, known in FUNCTIONS.items()])
    worker = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="allocations")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = AllocationQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-from_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "function"],
                condition=Q(until_on__isnull=True),
                name="one_open_allocation",
            ),
            models.CheckConstraint(condition=PERIOD_IN_ORDER, name="allocation_ends_after_start"),
        ]
        indexes = [models.Index(fields=["worker", "function", "subject_kind"], name="allocation_worker")]

    def __str__(self) -> str:
        return f"{self.worker}, {self.get_function_display().lower()} for {self.subject_name}"
