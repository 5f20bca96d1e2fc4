from datetime import date

from django.db import models
from django.urls import reverse

from core.children.queries import ChildQuerySet
from core.people.models import Person
from hearth.records import Privacy, Record, tracked


@tracked
class Child(Record):
    """A child whom the service may place, with what it must know. Name and date of birth are the person's.

    `placing_authority` is empty for the council's own children.
    """

    privacy = Privacy(
        "tenant",
        personal="child",
        retention="75 years from birth, or 15 from death before 18 (SI 2010/959 r50)",
    )

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="child")
    reference = models.CharField(max_length=20, unique=True)
    looked_after_from_on = models.DateField()
    looked_after_until_on = models.DateField(null=True, blank=True)
    social_worker_name = models.CharField(max_length=150, help_text="The child's own social worker")
    placing_authority = models.CharField(max_length=150, blank=True)
    needs = models.TextField(blank=True, help_text="What a carer must know from the first day")

    objects = ChildQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["person__family_name", "person__known_as", "id"]
        verbose_name_plural = "children"

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        return reverse("children:record", args=[self.pk])

    @property
    def born_on(self) -> date:
        born_on = self.person.born_on
        assert born_on is not None, "a child's date of birth is asked for when the record is opened"
        return born_on
