from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from acpmigration import append_only


class TechnicalAssistanceConfig(AppConfig):
    name = "technical_assistance"
    verbose_name = _("Technical assistance")

    def ready(self):
        # They need the models, which are not loaded when this module is.
        from acpmigration import reasons  # noqa: PLC0415
        from technical_assistance import panels  # noqa: PLC0415
        from technical_assistance.domain.reasons import REASONS  # noqa: PLC0415

        reasons.register(REASONS)
        import_module("technical_assistance.views.previews")
        import_module("technical_assistance.api.requests")
        import_module("technical_assistance.api.interventions")
        panels.register()
        append_only.register(
            "technical_assistance.ProgressEntry",
            name="progress_entry_is_final",
            sentence="An entry of the log is never changed or deleted.",
        )
