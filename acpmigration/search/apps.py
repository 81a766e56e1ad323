from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from acpmigration.search.engines import ENGINES


class SearchConfig(AppConfig):
    name = "acpmigration.search"
    verbose_name = _("Search")

    def ready(self) -> None:
        # What can be found of an app's records stands in its module "search".
        autodiscover_modules("search")
        post_migrate.connect(install, sender=self)


def install(using: str, **kwargs: object) -> None:
    """Mend what a migration left of the index: see ``engines.sqlite.install``."""
    connection = connections[using]
    ENGINES[connection.vendor].install(connection)
