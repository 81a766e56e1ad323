"""The locked system user, in whose name loaded and scheduled changes are made."""

from django.contrib.auth.hashers import make_password
from django.db import migrations

EMAIL = "system@acpmigration.invalid"


def make(apps, schema_editor):
    apps.get_model("accounts", "User").objects.using(schema_editor.connection.alias).create(
        email=EMAIL,
        name="System",
        role="administrator",
        password=make_password(None),
        is_active=False,
    )


def remove(apps, schema_editor):
    users = apps.get_model("accounts", "User").objects.using(schema_editor.connection.alias)
    users.filter(email=EMAIL).delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_user_regions")]

    operations = [migrations.RunPython(make, remove)]
