from django.urls import path

from core.recruitment.pages import public, views

app_name = "recruitment"
urlpatterns = [
    path("become-a-foster-carer", public.enquire, name="enquire"),
    path("become-a-foster-carer/thank-you", public.thank_you, name="thank_you"),
    path("enquiries/", views.inbox, name="inbox"),
    path("enquiries/new", views.new, name="new"),
    path("enquiries/<uuid:enquiry_id>", views.record, name="record"),
    path("enquiries/<uuid:enquiry_id>/contacts/new", views.record_contact, name="record_contact"),
    path("enquiries/<uuid:enquiry_id>/stages/new", views.reach_stage, name="reach_stage"),
    path("enquiries/<uuid:enquiry_id>/ending", views.withdraw, name="withdraw"),
]
