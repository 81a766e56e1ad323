from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("technical_assistance", "0003_follow_ups_done_by")]

    operations = [
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_by__isnull", True), ("done_on__isnull", True)),
                    models.Q(("done_by__isnull", False), ("done_on__isnull", False)),
                    _connector="OR",
                ),
                name="technical_assistance_followup_done_on_with_done_by",
                violation_error_message="These two belong together: fill in both or neither.",
            ),
        ),
    ]
