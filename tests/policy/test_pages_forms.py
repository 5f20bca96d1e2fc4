"""The forms of settings: rows added and removed without script, errors beside the box, a preview before saving."""

import re
from datetime import date
from html import unescape

import pytest

from config_per_tenant.pages.preview import brand_sample, examples_of, has_preview, parts_of
from config_per_tenant.pages.shapes import shape_of
from config_per_tenant.policy import policy_on
from config_per_tenant.readiness import fixed_by
from config_per_tenant.schema import SETTINGS
from config_per_tenant.schema.kinds import Table, Wording
from config_per_tenant.schema.values.brand import Brand
from config_per_tenant.versions import actions
from config_per_tenant.versions.models import PolicyValue, PolicyVersion
from hearth.access import Actor, Role
from hearth.dates import on_day
from tests.policy.test_pages import sent
from tests.support.browsing import signed_in
from tests.support.staff import a_user

TODAY = date(2026, 11, 23)
SYSTEM = Actor.system("tests")
ROUTES = "review.routes"
WORDINGS = [declared for declared in SETTINGS.values() if isinstance(declared.kind, Wording)]

pytestmark = pytest.mark.usefixtures("council")


@pytest.fixture(autouse=True)
def today(council):
    with on_day(TODAY):
        actions.adopt_opening_pack("luton", by=SYSTEM, effective_from=date(2024, 11, 1))
        yield


@pytest.fixture
def administrator():
    return signed_in(a_user("Ira Shah", Role.TENANT_ADMINISTRATOR))


def words(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def change_of(key):
    return f"/settings/rules/{SETTINGS[key].slug}/change"


def unused(page):
    """An occasion that no row of the form names yet."""
    form = page.context["form"]
    used = {form[f"rows-{number}-when"].value() for number in range(form.counts["rows"])}
    return next(code for code in SETTINGS[ROUTES].kind.columns[0].kind.options if code not in used)


def drafted(key):
    return PolicyValue.objects.get(key=key, in_version__number=2)


def test_every_kind_of_value_has_a_form():
    for key, declared in SETTINGS.items():
        shape = shape_of(declared)
        assert shape.single or shape.tables, key


def test_a_table_gets_a_row_keeps_what_was_written_and_loses_another(administrator):
    url = change_of(ROUTES)
    shown = administrator.get(url)
    longer = administrator.post(url, sent(shown, add="rows", source_title="Service meeting"))

    assert longer.status_code == 200
    assert longer.context["form"].counts["rows"] == shown.context["form"].counts["rows"] + 1
    assert "Service meeting" in longer.content.decode()
    assert "There is a problem" not in words(longer)
    number = longer.context["form"].counts["rows"] - 1
    occasion, was = unused(longer), policy_on(TODAY).entry(ROUTES).plain
    answers = {f"rows-{number}-when": occasion, f"rows-{number}-goes_to": "panel", "rows-0-remove": "on"}
    saved = administrator.post(url, sent(longer, **answers))
    assert saved.status_code == 302
    assert drafted(ROUTES).plain == [*was[1:], {"when": occasion, "goes_to": "panel"}]


def test_a_row_is_called_by_words_and_a_needed_answer_is_never_called_optional(administrator):
    shown = administrator.get(change_of(ROUTES))
    [table] = shown.context["form"].tables()
    labels = dict(SETTINGS[ROUTES].kind.columns[0].kind.options)

    assert table["rows"][0]["name"] in labels.values()
    longer = administrator.post(change_of(ROUTES), sent(shown, add="rows"))
    assert "Occasion (optional)" not in words(longer)
    assert "Who decides (optional)" in words(longer)


def test_a_needed_part_that_is_missing_comes_back_beside_its_cell(administrator):
    url = change_of(ROUTES)
    longer = administrator.post(url, sent(administrator.get(url), add="rows"))
    number = longer.context["form"].counts["rows"] - 1
    occasion = unused(longer)
    refused = administrator.post(url, sent(longer, **{f"rows-{number}-when": occasion}))

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [f"rows-{number}-goes_to"]
    row = refused.context["form"].tables()[0]["rows"][number]
    assert row["open"]
    assert refused.context["form"][f"rows-{number}-when"].value() == occasion
    assert not PolicyVersion.objects.filter(number=2).exists()


def test_two_rows_that_say_the_same_are_refused_beside_the_second(administrator):
    url = change_of(ROUTES)
    longer = administrator.post(url, sent(administrator.get(url), add="rows"))
    first = longer.context["form"]["rows-0-when"].value()
    number = longer.context["form"].counts["rows"] - 1
    refused = administrator.post(url, sent(longer, **{f"rows-{number}-when": first, f"rows-{number}-goes_to": "panel"}))

    assert refused.status_code == 422
    assert f"rows-{number}-when" in refused.context["form"].errors
    assert "Row 1 says this already." in words(refused)


def test_a_length_of_time_is_never_counted_in_a_unit_that_nobody_chose(administrator):
    key = next(
        key
        for key, declared in SETTINGS.items()
        if declared.kind.name == "length of time"
        and declared.default is None
        and not fixed_by(policy_on(TODAY).entry(key))
    )
    url = change_of(key)
    refused = administrator.post(url, sent(administrator.get(url), state="set", value="5", value_unit=""))

    assert refused.status_code == 422
    assert "value_unit" in refused.context["form"].errors


def test_what_comes_again_needs_one_start(administrator):
    url = change_of("training.programme_review")
    empty = {f"first_on_{part}": "" for part in ("day", "month", "year")}
    answers = {"state": "set", "every": "2", "every_unit": "months", "starts": "", **empty}
    none = administrator.post(url, sent(administrator.get(url), **answers))
    assert none.status_code == 422
    assert "Give the event or the first day" in words(none)
    assert "First day (optional)" not in words(none)

    day = {"first_on_day": "1", "first_on_month": "9", "first_on_year": "2027"}
    assert administrator.post(url, sent(none, **{**answers, **day})).status_code == 302
    assert drafted("training.programme_review").in_words() == "every 2 months from 1 September 2027"


def test_one_of_a_few_is_chosen_from_radios_and_one_of_many_from_a_list(administrator):
    few = next(d for d in SETTINGS.values() if d.kind.name == "choice" and len(d.kind.options) <= 7)
    page = administrator.get(change_of(few.key)).content.decode()

    assert 'type="radio" value="' in page.replace('name="value" ', "")
    assert '<select class="govuk-select" id="id_value"' not in page


@pytest.mark.parametrize("declared", WORDINGS, ids=lambda declared: declared.key)
def test_words_are_shown_with_their_parts_filled_in_before_they_are_saved(administrator, declared):
    url = change_of(declared.key)
    page = administrator.get(url)
    for part in parts_of(declared, policy_on(TODAY)["brand.identity"]):
        assert part["name"] in words(page)
    names = list(declared.kind.fields)
    text = "Welcome. " + " ".join(f"{{{name}}}" for name in names)
    looked = administrator.post(url, sent(page, state="set", value=text, preview="1"))

    assert looked.status_code == 200
    examples = examples_of(declared.kind, policy_on(TODAY)["brand.identity"])
    assert " ".join(["Welcome.", *(examples[name] for name in names)]) in words(looked)
    assert looked.context["form"]["value"].value() == text
    assert not PolicyVersion.objects.filter(number=2).exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Dear {nobody}", "Nothing is filled in for {nobody}"),
        ("Hello <script>alert(1)</script>", "markup and scripts are not used here"),
        ("Dear {council", "curly bracket"),
    ],
)
@pytest.mark.parametrize("button", [{}, {"preview": "1"}])
def test_words_with_an_unknown_part_or_a_script_are_refused_beside_the_box(administrator, text, told, button):
    url = change_of(WORDINGS[0].key)
    refused = administrator.post(url, sent(administrator.get(url), state="set", value=text, **button))

    assert refused.status_code == 422
    assert "value" in refused.context["form"].errors
    assert told in words(refused)
    assert text in unescape(refused.content.decode())
    assert "<script>alert(1)" not in refused.content.decode()


def test_a_colour_is_shown_on_a_header_and_one_that_cannot_be_read_is_refused(administrator):
    url = change_of("brand.identity")
    page = administrator.get(url)
    looked = administrator.post(url, sent(page, colour="#004d40", preview="1"))
    assert looked.status_code == 200
    assert 'fill="#004d40"' in looked.content.decode()
    assert "Words on the header" in words(looked)
    assert "style=" not in looked.content.decode()

    refused = administrator.post(url, sent(page, colour="#ffff99", preview="1"))
    assert refused.status_code == 422
    assert "colour" in refused.context["form"].errors
    assert "WCAG" in words(refused)


def test_a_brand_sample_tells_how_well_each_pair_is_read():
    sample = brand_sample(Brand("Oakshire County Council", "Oakshire", "Fostering", "#1d5c63"))

    assert all(float(pair["ratio"].split()[0]) >= 4.5 for pair in sample["pairs"])


def test_only_words_and_brands_have_a_preview():
    with_preview = {key for key, declared in SETTINGS.items() if has_preview(declared)}
    worded = {
        key
        for key, declared in SETTINGS.items()
        if isinstance(declared.kind, Table) and any(isinstance(part.kind, Wording) for part in declared.kind.columns)
    }

    assert with_preview == {"brand.identity", *(declared.key for declared in WORDINGS), *worded}


def test_what_law_fixes_is_shown_as_fixed_and_has_no_form(administrator):
    fixed = [entry for entry in policy_on(TODAY).entries() if fixed_by(entry)]
    assert fixed
    for entry in fixed[:5]:
        read = administrator.get(f"/settings/rules/{entry.setting.slug}")
        assert "Fixed by law" in words(read)
        assert change_of(entry.setting.key) not in read.content.decode()
        turned = administrator.get(change_of(entry.setting.key), follow=True)
        assert turned.redirect_chain == [(f"/settings/rules/{entry.setting.slug}", 302)]
        assert "there is nothing to change" in words(turned)


def test_a_value_in_doubt_is_confirmed_by_saving_it_as_it_is(administrator):
    entry = next(e for e in policy_on(TODAY).entries() if e.ambiguity and e.setting.key == "supervision.visit_interval")
    url = change_of(entry.setting.key)
    page = administrator.get(url)
    assert "An open question, which saving settles" in words(page)
    saved = administrator.post(url, sent(page, source_title="Managers' meeting"))

    assert saved.status_code == 302
    assert drafted(entry.setting.key).ambiguity == ""
    assert drafted(entry.setting.key).plain == entry.plain
    assert "the open question is settled" in words(administrator.get(saved["Location"]))


def test_a_value_that_is_in_no_doubt_cannot_be_changed_into_itself(administrator):
    url = change_of("review.interval")
    refused = administrator.post(url, sent(administrator.get(url)))

    assert refused.status_code == 422
    assert "This is what is in force already" in words(refused)
