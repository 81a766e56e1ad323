"""Other names of a country or an organisation, compared as names are: by letters and digits."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from acpmigration.editing import EditForm, EditInlineFormSet
from acpmigration.reference.domain.former import former_addresses, is_taken_by
from acpmigration.reference.models import Organisation
from acpmigration.slugs import free_slug
from acpmigration.spelling import folded

TWICE = _("This name is listed already: capitals, accents and signs do not count.")


class NameForm(EditForm):
    """Stores beside the name what it is compared by, which nobody types."""

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not folded(name):
            raise ValidationError(_("Write a name with letters or digits in it."))
        return name

    def _post_clean(self) -> None:
        compared = folded(self.cleaned_data.get("name", ""))
        # A letter may become several, such as ligatures.
        self.instance.folded = compared[: self.instance._meta.get_field("folded").max_length]
        super()._post_clean()  # type: ignore[misc]


class CountryNameForm(NameForm):
    """A name that is said of one country only: it would tell an import nothing."""

    def clean_name(self) -> str:
        name = super().clean_name()
        rows = type(self.instance)._default_manager.filter(folded=folded(name))
        taken = rows.exclude(country=self.instance.country_id).select_related("country").first()
        if taken:
            raise ValidationError(
                _("This is another name of %(country)s already.") % {"country": taken.country}
            )
        return name


class NameFormSet(EditInlineFormSet):
    """Names of which no two are the same."""

    def clean(self) -> None:
        super().clean()
        seen = {}
        deleted = {form.instance.pk for form in self.deleted_forms}
        for row in self.get_queryset():
            if row.pk not in deleted:
                seen[row.folded] = row.pk
        for form in self.forms:
            if form in self.deleted_forms or not form.is_valid() or not form.has_changed():
                continue
            key = form.instance.folded
            if key in seen and (seen[key] is None or seen[key] != form.instance.pk):
                form.add_error("name", TWICE)
            seen.setdefault(key, form.instance.pk)


class OrganisationForm(EditForm):
    """A new address is none that leads to another organisation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # A script writes it while the name is typed.
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Left empty, it is made of the name.")

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        former = former_addresses()
        if not slug:
            return free_slug(Organisation, self.cleaned_data.get("name_en", ""), reserved=former)
        if organisation := former.get(slug):
            raise ValidationError(is_taken_by(organisation))
        return slug
