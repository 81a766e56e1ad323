from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class TechnicalAssistanceConfig(AppConfig):
    name = "technical_assistance"
    verbose_name = _("Technical assistance")

    def ready(self):
        # Needs the models, which are not loaded when this module is.
        from technical_assistance import triggers  # noqa: PLC0415

        post_migrate.connect(triggers.install, sender=self, dispatch_uid="log-is-final")
