"""Each page of the gallery, by a short name."""

PAGES = {
    "caseload": "/",
    "empty": "/?name=x",
    "week": "/week",
    "record": "/record",
    "form": "/form",
    "questions": "/questions",
    "report": "/report",
    "settings": "/settings",
    "teams": "/teams",
    "payments": "/payments",
    "job": "/job",
    "pieces": "/pieces",
    "sign-in": "/sign-in?nobody=1",
    "public": "/public?nobody=1",
    "document": "/document",
    "not-found": "/broken/404",
    "not-permitted": "/broken/403",
    "refused": "/broken/409",
    "too-old": "/broken/csrf",
    "fault": "/broken/500",
}
