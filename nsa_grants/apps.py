from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NsaGrantsConfig(AppConfig):
    name = "nsa_grants"
    verbose_name = _("Grants to non-state actors")

    def ready(self):
        # They need the models, which are not loaded when this module is.
        from nsa_grants import panels  # noqa: PLC0415

        panels.register()
        import_module("nsa_grants.views.previews")
        import_module("nsa_grants.api")
