from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NsaGrantsConfig(AppConfig):
    name = "nsa_grants"
    verbose_name = _("Grants to non-state actors")
