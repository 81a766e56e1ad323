from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from acpmigration import append_only, data_version


class PagesConfig(AppConfig):
    name = "acpmigration.pages"
    verbose_name = _("Pages and texts")

    def ready(self):
        # What search engines should know of an app stands in its module "sitemaps".
        autodiscover_modules("sitemaps")
        # What an app does again and again stands in its module "tasks".
        autodiscover_modules("tasks")
        # What may be wrong with an app's records stands in its module "quality".
        autodiscover_modules("quality")
        # What its events of the audit trail are called stands in its module "events".
        autodiscover_modules("events")
        append_only.register(
            "pages.AuditEvent",
            name="audit_event_is_final",
            sentence="An event of the audit trail is never changed or deleted.",
        )
        # The signal is sent for each app with models, in order: once, when all tables are there.
        last = [app for app in apps.get_app_configs() if app.models_module][-1]
        post_migrate.connect(data_version.install, sender=last, dispatch_uid="data-version")
        post_migrate.connect(append_only.install, sender=last, dispatch_uid="append-only")
