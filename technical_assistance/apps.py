from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TechnicalAssistanceConfig(AppConfig):
    name = "technical_assistance"
    verbose_name = _("Technical assistance")
