"""From a valid form to an act, and back again when the act is refused."""

from collections.abc import Callable
from typing import Any

from hearth.errors import ActRefused, StaleEdit
from hearth.ui.forms.base import Form, ModelForm


def attempt(form: Form | ModelForm, act: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
    """Do the act; when a rule refuses it, put its words and source beside the field. Tells whether it was done.

    What the act returns is `form.result`. A stale edit is kept as `form.conflict`: the page shows both versions.
    """
    try:
        form.result = act(*args, **kwargs)
    except StaleEdit as stale:
        form.conflict = stale
        form.refuse(stale.message)
        _read_again(form, stale)
    except ActRefused as refused:
        form.refuse(refused.message, field=refused.field, source=refused.source)
        form.why = refused.why
    else:
        return True
    return False


def _read_again(form: Form | ModelForm, stale: StaleEdit) -> None:
    """Take the version that the person is now shown, so that saving again puts theirs in its place knowingly."""
    if "version" in form.fields and hasattr(stale.theirs, "version"):
        answers: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict, or the dict of a test
        form.data = answers
        answers[form.add_prefix("version")] = str(stale.theirs.version)
