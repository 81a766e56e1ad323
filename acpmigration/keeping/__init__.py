"""Nothing that a person typed is lost: not at log-out, not on a full disk, not in a refused form.

A form page behind the log-in takes part with three lines: ``@keeps_typing`` on its view,
``typed = typed_in(request)`` in it, and ``{% form_owner %}`` in its form. ::

    @keeps_typing
    def log(request):
        typed = typed_in(request)
        form = LogForm(typed.data, typed.files)
        if typed.is_sent and form.is_valid():
            ...
            return redirect(...)
        typed.keep_files(form)
        return render(...)

``form.html`` has the tag, and ``{% kept_form %}``, which says on top what waits; the page that a
form is sent to has to show that form when it is asked for.
"""

from acpmigration.keeping.strangers import answer_to_stranger, csrf_failure, keep_for_later
from acpmigration.keeping.typed import Typed, typed_in
from acpmigration.keeping.views import keeps_typing

__all__ = [
    "Typed",
    "answer_to_stranger",
    "csrf_failure",
    "keep_for_later",
    "keeps_typing",
    "typed_in",
]
