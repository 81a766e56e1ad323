"""Everybody who could log in before addresses were confirmed still can."""

from django.contrib.auth.hashers import is_password_usable
from django.db import migrations


def confirm(apps, schema_editor):
    alias = schema_editor.connection.alias
    addresses = apps.get_model("account", "EmailAddress").objects.using(alias)
    for user in apps.get_model("accounts", "User").objects.using(alias).order_by("pk").iterator():
        if is_password_usable(user.password):
            addresses.get_or_create(
                user=user, email=user.email, defaults={"verified": True, "primary": True}
            )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_language_and_ended_sessions"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    # Back: the rows go with allauth's tables.
    operations = [migrations.RunPython(confirm, migrations.RunPython.noop)]
