"""Whoever owned a follow-up that was done has done it, where nothing else is known."""

from django.db import migrations
from django.db.models import F


def name_the_owner(apps, schema_editor):
    FollowUp = apps.get_model("technical_assistance", "FollowUp")
    FollowUp.objects.filter(done_on__isnull=False, done_by=None).update(done_by=F("owner"))


class Migration(migrations.Migration):
    dependencies = [("technical_assistance", "0002_workspace")]

    operations = [migrations.RunPython(name_the_owner, migrations.RunPython.noop)]
