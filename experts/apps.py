from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpertsConfig(AppConfig):
    name = "experts"
    verbose_name = _("Experts’ roster")

    def ready(self):
        # Need the models, which are not loaded when this module is.
        from experts import panels  # noqa: PLC0415
        from experts.domain import blockers  # noqa: F401, PLC0415

        panels.register()
