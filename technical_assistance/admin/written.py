"""Records that editors write themselves, of any component: grants, products, events."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import unquote
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.published import Published
from acpmigration.publishing import PublishedAdmin
from acpmigration.record_forms import PublishedForm
from acpmigration.slugs import free_slug
from acpmigration.translated_admin import TranslatedAdmin
from technical_assistance.admin.publication_steps import publication_steps
from technical_assistance.admin.steps import StepsAdmin
from technical_assistance.domain.possible import publication_of

STEPS = publication_steps(
    public=_("The record is public now."), draft=_("The record is a draft now.")
)


class WrittenAdmin(StepsAdmin, PublishedAdmin, TranslatedAdmin):
    """Published by a button; its address is made of its title and stays."""

    form = PublishedForm
    steps = STEPS
    # The models whose rows belong to a record, and the column that names it.
    parts: Iterable[type[models.Model]] = ()
    part_of = ""
    readonly_fields = ("slug", "public", "published_at", "publisher_shown")

    def possible_steps(self, record: Published, user: Any) -> Any:
        return publication_of(record, user)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What was typed for a record that somebody has deleted since can be kept as a new one."""
        request.is_gone = (
            request.method == "POST"
            and object_id is not None
            and self.has_add_permission(request)
            and self.get_object(request, unquote(object_id)) is None
        )
        found = None if request.is_gone else object_id
        return super().changeform_view(request, found, form_url, extra_context)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        is_gone = getattr(request, "is_gone", False)
        return type(form.__name__, (form,), {"is_gone": True}) if is_gone else form

    def has_delete_permission(self, request, obj=None):
        """A public record is taken back first, so that nobody deletes it by one slip."""
        is_kept = obj is not None and obj.is_published
        return super().has_delete_permission(request, obj) and not is_kept

    def save_model(self, request, obj, form, change):
        if obj.slug:
            super().save_model(request, obj, form, change)
            return
        for is_last in (False, False, True):
            obj.slug = free_slug(type(obj), self.words_of_slug(obj), reserved=obj.reserved_slugs)
            try:
                with transaction.atomic():
                    super().save_model(request, obj, form, change)
            except IntegrityError:
                # Somebody saves a record of the same title at this moment.
                if is_last:
                    raise
            else:
                return

    def render_change_form(self, request, context, *args, **kwargs):
        record = context.get("original")
        is_kept = bool(
            record and record.is_published and self.has_change_permission(request, record)
        )
        return super().render_change_form(request, {**context, "is_kept": is_kept}, *args, **kwargs)

    def words_of_slug(self, record: Any) -> str:
        return str(record.title_en)

    def histories_of_parts(self, record):
        return [part.history.filter(**{self.part_of: record.pk}) for part in self.parts]
