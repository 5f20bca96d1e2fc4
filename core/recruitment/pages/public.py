"""The public's way in: one form, and a page that says what happens next and by when."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from config_per_tenant.policy import policy_on
from config_per_tenant.wording import words
from core.recruitment import actions
from core.recruitment.models import Channel
from core.recruitment.pages.forms import PublicEnquiryForm
from hearth.access import PUBLIC, Actor, needs
from hearth.dates import today
from hearth.network import is_over
from hearth.ui.forms import attempt

SENDINGS_AN_HOUR = 20  # from one address
NEXT_STEPS = (
    ("recruitment.reply_to_enquiry", "We answer you"),
    ("recruitment.information_pack", "We send you information about fostering"),
    ("recruitment.follow_up_call", "We call you to talk it over"),
    ("recruitment.initial_visit", "We visit you at home"),
)


@needs(PUBLIC)
def enquire(request: HttpRequest) -> HttpResponse:
    form = PublicEnquiryForm(request.POST or None, initial={"form_token": uuid4()})
    if form.is_valid():
        answers = dict(form.cleaned_data)
        if answers.pop("website"):  # only a program sees that box; it is told what people are told, and nothing is kept
            return redirect("recruitment:thank_you")
        if is_over(request, "enquiries", most=SENDINGS_AN_HOUR, seconds=3600):
            form.refuse("Too many enquiries came from your network in the last hour. Call us, or try again later")
        elif attempt(form, actions.receive_enquiry, channel=Channel.WEB, by=Actor.public(), **answers):
            return redirect("recruitment:thank_you")
    context = {"form": form, "welcome": words(request, "brand.public_welcome")}
    return render(request, "recruitment/enquire.html", context, status=422 if form.errors else 200)


@needs(PUBLIC)
def thank_you(request: HttpRequest) -> HttpResponse:
    """What happens next, by this council's own targets; those that it does not state are said without a time."""
    policy = policy_on(today())
    steps = []
    for key, step in NEXT_STEPS:
        entry = policy.entry(key)
        if entry.value is not None:
            told = entry.value.due_within.in_words() if entry.state == "set" else ""
            steps.append({"words": step, "within": told})
    confirmation = words(request, "brand.enquiry_confirmation")
    return render(request, "recruitment/thank_you.html", {"steps": steps, "confirmation": confirmation})
