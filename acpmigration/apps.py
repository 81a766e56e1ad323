from django.contrib.admin.apps import AdminConfig


class BackOfficeConfig(AdminConfig):
    """Django's admin with our words, look and clock."""

    default_site = "acpmigration.back_office.BackOffice"
