from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "knowledge"
    verbose_name = _("Knowledge")

    def ready(self):
        # They need the models, which are not loaded when this module is.
        import_module("knowledge.panels.subjects")
        import_module("knowledge.panels.thread")
        import_module("knowledge.views.previews")
        import_module("knowledge.api.products")
        import_module("knowledge.api.events")
