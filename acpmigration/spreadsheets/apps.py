from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SpreadsheetsConfig(AppConfig):
    name = "acpmigration.spreadsheets"
    verbose_name = _("Spreadsheets")

    def ready(self):
        # What of an app goes in and out as a spreadsheet stands in its module "resources".
        autodiscover_modules("resources")
