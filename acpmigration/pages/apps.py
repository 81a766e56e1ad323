from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from acpmigration import data_version, sitemaps


class PagesConfig(AppConfig):
    name = "acpmigration.pages"
    verbose_name = _("Pages and texts")

    def ready(self):
        # Needs the models, which are not loaded when this module is.
        from acpmigration.pages.sitemaps import TextPages  # noqa: PLC0415

        sitemaps.register("pages", TextPages)
        # The signal is sent for each app with models, in order: once, when all tables are there.
        last = [app for app in apps.get_app_configs() if app.models_module][-1]
        post_migrate.connect(data_version.install, sender=last, dispatch_uid="data-version")
