from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from acpmigration import append_only


class DashboardConfig(AppConfig):
    name = "dashboard"
    verbose_name = _("Factsheet")

    def ready(self):
        # They need the models, which are not loaded when this module is.
        from dashboard import panels  # noqa: PLC0415

        panels.register()
        append_only.register(
            "dashboard.DataRelease",
            name="data_release_is_final",
            sentence="A release of the open data is never changed or deleted.",
        )
        import_module("dashboard.api.organisations")
        import_module("dashboard.api.reference")
        import_module("dashboard.api.figures")
