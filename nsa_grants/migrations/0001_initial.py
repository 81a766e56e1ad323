import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import acpmigration.richtext
import acpmigration.uploads


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0003_system_user"),
        ("reference", "0002_reserved_slugs"),
        ("technical_assistance", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="GrantProject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="published"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "sources",
                    models.TextField(
                        blank=True,
                        help_text="Where this is known from, one source a line. Public.",
                        verbose_name="sources",
                    ),
                ),
                (
                    "source_note",
                    models.TextField(
                        blank=True,
                        help_text="What is inferred or doubtful, and from what. Public.",
                        verbose_name="note on the sources",
                    ),
                ),
                (
                    "source_note_en",
                    models.TextField(
                        blank=True,
                        help_text="What is inferred or doubtful, and from what. Public.",
                        null=True,
                        verbose_name="note on the sources",
                    ),
                ),
                (
                    "source_note_fr",
                    models.TextField(
                        blank=True,
                        help_text="What is inferred or doubtful, and from what. Public.",
                        null=True,
                        verbose_name="note on the sources",
                    ),
                ),
                (
                    "source_note_pt",
                    models.TextField(
                        blank=True,
                        help_text="What is inferred or doubtful, and from what. Public.",
                        null=True,
                        verbose_name="note on the sources",
                    ),
                ),
                (
                    "source_note_es",
                    models.TextField(
                        blank=True,
                        help_text="What is inferred or doubtful, and from what. Public.",
                        null=True,
                        verbose_name="note on the sources",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        help_text="Of a national project: either a country or a regional organisation.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants_placed",
                        to="reference.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "regional_organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants_placed",
                        to="reference.regionalorganisation",
                        verbose_name="regional organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        help_text="Of a regional project only: that of a national one follows from its place.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants_placed",
                        to="reference.region",
                        verbose_name="region",
                    ),
                ),
                ("slug", models.SlugField(max_length=100, unique=True, verbose_name="slug")),
                (
                    "kind",
                    models.CharField(
                        choices=[("national", "national"), ("regional", "regional")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_fr", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_pt", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_es", models.CharField(max_length=200, null=True, verbose_name="title")),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences in plain words.",
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_en",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences in plain words.",
                        null=True,
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_fr",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences in plain words.",
                        null=True,
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_pt",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences in plain words.",
                        null=True,
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_es",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences in plain words.",
                        null=True,
                        verbose_name="summary",
                    ),
                ),
                (
                    "activities",
                    models.TextField(
                        blank=True,
                        help_text="What was done, one activity a line.",
                        verbose_name="activities",
                    ),
                ),
                (
                    "activities_en",
                    models.TextField(
                        blank=True,
                        help_text="What was done, one activity a line.",
                        null=True,
                        verbose_name="activities",
                    ),
                ),
                (
                    "activities_fr",
                    models.TextField(
                        blank=True,
                        help_text="What was done, one activity a line.",
                        null=True,
                        verbose_name="activities",
                    ),
                ),
                (
                    "activities_pt",
                    models.TextField(
                        blank=True,
                        help_text="What was done, one activity a line.",
                        null=True,
                        verbose_name="activities",
                    ),
                ),
                (
                    "activities_es",
                    models.TextField(
                        blank=True,
                        help_text="What was done, one activity a line.",
                        null=True,
                        verbose_name="activities",
                    ),
                ),
                (
                    "channels",
                    models.TextField(
                        blank=True,
                        help_text="How people were reached, one channel a line, such as: radio shows.",
                        verbose_name="channels",
                    ),
                ),
                (
                    "channels_en",
                    models.TextField(
                        blank=True,
                        help_text="How people were reached, one channel a line, such as: radio shows.",
                        null=True,
                        verbose_name="channels",
                    ),
                ),
                (
                    "channels_fr",
                    models.TextField(
                        blank=True,
                        help_text="How people were reached, one channel a line, such as: radio shows.",
                        null=True,
                        verbose_name="channels",
                    ),
                ),
                (
                    "channels_pt",
                    models.TextField(
                        blank=True,
                        help_text="How people were reached, one channel a line, such as: radio shows.",
                        null=True,
                        verbose_name="channels",
                    ),
                ),
                (
                    "channels_es",
                    models.TextField(
                        blank=True,
                        help_text="How people were reached, one channel a line, such as: radio shows.",
                        null=True,
                        verbose_name="channels",
                    ),
                ),
                (
                    "results",
                    models.TextField(
                        blank=True, help_text="One result a line.", verbose_name="results"
                    ),
                ),
                (
                    "results_en",
                    models.TextField(
                        blank=True,
                        help_text="One result a line.",
                        null=True,
                        verbose_name="results",
                    ),
                ),
                (
                    "results_fr",
                    models.TextField(
                        blank=True,
                        help_text="One result a line.",
                        null=True,
                        verbose_name="results",
                    ),
                ),
                (
                    "results_pt",
                    models.TextField(
                        blank=True,
                        help_text="One result a line.",
                        null=True,
                        verbose_name="results",
                    ),
                ),
                (
                    "results_es",
                    models.TextField(
                        blank=True,
                        help_text="One result a line.",
                        null=True,
                        verbose_name="results",
                    ),
                ),
                (
                    "story",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was done and what changed, for the record's page.",
                        verbose_name="story",
                    ),
                ),
                (
                    "story_en",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was done and what changed, for the record's page.",
                        null=True,
                        verbose_name="story",
                    ),
                ),
                (
                    "story_fr",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was done and what changed, for the record's page.",
                        null=True,
                        verbose_name="story",
                    ),
                ),
                (
                    "story_pt",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was done and what changed, for the record's page.",
                        null=True,
                        verbose_name="story",
                    ),
                ),
                (
                    "story_es",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was done and what changed, for the record's page.",
                        null=True,
                        verbose_name="story",
                    ),
                ),
                (
                    "intervention",
                    models.ForeignKey(
                        blank=True,
                        help_text="The technical assistance in the same place whose topic the project shares.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="technical_assistance.intervention",
                        verbose_name="related intervention",
                    ),
                ),
                (
                    "no_intervention_reason",
                    models.TextField(
                        blank=True,
                        help_text="Internal.",
                        verbose_name="why there is no related intervention",
                    ),
                ),
                (
                    "grantee",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty where the name is not known.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants_received",
                        to="reference.organisation",
                        verbose_name="grantee",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="amount",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        choices=[("EUR", "euro"), ("USD", "United States dollar")],
                        default="EUR",
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                (
                    "is_amount_public",
                    models.BooleanField(
                        default=False,
                        help_text="Shown to everybody if ticked.",
                        verbose_name="amount is public",
                    ),
                ),
                (
                    "started_from",
                    models.DateField(blank=True, null=True, verbose_name="started, earliest"),
                ),
                (
                    "started_until",
                    models.DateField(blank=True, null=True, verbose_name="started, latest"),
                ),
                (
                    "ended_from",
                    models.DateField(blank=True, null=True, verbose_name="ended, earliest"),
                ),
                (
                    "ended_until",
                    models.DateField(blank=True, null=True, verbose_name="ended, latest"),
                ),
                (
                    "cancelled_from",
                    models.DateField(blank=True, null=True, verbose_name="cancelled, earliest"),
                ),
                (
                    "cancelled_until",
                    models.DateField(blank=True, null=True, verbose_name="cancelled, latest"),
                ),
                (
                    "countries",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The country of a national project is always among them.",
                        related_name="grants",
                        to="reference.country",
                        verbose_name="countries covered",
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True,
                        related_name="grants",
                        to="reference.topic",
                        verbose_name="topics",
                    ),
                ),
                (
                    "typologies",
                    models.ManyToManyField(
                        blank=True,
                        limit_choices_to={"component": "grants"},
                        related_name="grants",
                        to="reference.typology",
                        verbose_name="typologies",
                    ),
                ),
                (
                    "partners",
                    models.ManyToManyField(
                        blank=True,
                        related_name="partnered_grants",
                        to="reference.organisation",
                        verbose_name="partners",
                    ),
                ),
            ],
            options={
                "verbose_name": "grant project",
                "verbose_name_plural": "grant projects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug__in", ("map", "possible")), _negated=True),
                        name="nsa_grants_grantproject_slug_not_reserved",
                        violation_error_message="This word is reserved: choose another.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["national", "regional"])),
                        name="nsa_grants_grantproject_kind_listed",
                        violation_error_message="Choose one of the listed values.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "national"),
                                ("region__isnull", True),
                                models.Q(
                                    ("country__isnull", True),
                                    ("regional_organisation__isnull", True),
                                    _connector="XOR",
                                ),
                            ),
                            models.Q(
                                ("country__isnull", True),
                                ("kind", "regional"),
                                ("region__isnull", False),
                                ("regional_organisation__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="nsa_grants_grantproject_place",
                        violation_error_message="A national project names one country or one regional organisation, a regional one names its region and nothing else.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "regional"),
                            ("intervention__isnull", False),
                            models.Q(("no_intervention_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="nsa_grants_grantproject_related",
                        violation_error_message="A national project names the related intervention, or says why there is none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__in", ["EUR", "USD"])),
                        name="nsa_grants_grantproject_currency_listed",
                        violation_error_message="Choose one of the listed values.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__isnull", True), ("amount__gte", 0), _connector="OR"
                        ),
                        name="nsa_grants_grantproject_amount",
                        violation_error_message="The amount is below zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started_from__isnull", True),
                            models.Q(
                                ("started_from__lte", models.F("started_until")),
                                ("started_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="nsa_grants_grantproject_started_dated",
                        violation_error_message="The end is missing or before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_from__isnull", True),
                            models.Q(
                                ("ended_from__lte", models.F("ended_until")),
                                ("ended_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="nsa_grants_grantproject_ended_dated",
                        violation_error_message="The end is missing or before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cancelled_from__isnull", True),
                            models.Q(
                                ("cancelled_from__lte", models.F("cancelled_until")),
                                ("cancelled_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="nsa_grants_grantproject_cancelled_dated",
                        violation_error_message="The end is missing or before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started_from__isnull", True),
                            ("ended_until__isnull", True),
                            ("started_from__lte", models.F("ended_until")),
                            _connector="OR",
                        ),
                        name="nsa_grants_grantproject_started_from_to_ended_until",
                        violation_error_message="The end is before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started_from__isnull", True),
                            ("cancelled_until__isnull", True),
                            ("started_from__lte", models.F("cancelled_until")),
                            _connector="OR",
                        ),
                        name="nsa_grants_grantproject_started_from_to_cancelled_until",
                        violation_error_message="The end is before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_at__isnull", True), ("published_by__isnull", True)
                            ),
                            models.Q(
                                ("published_at__isnull", False), ("published_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="nsa_grants_grantproject_published_at_with_published_by",
                        violation_error_message="These two belong together: fill in both or neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("title_en__isnull", False), models.Q(("title_en", ""), _negated=True)
                        ),
                        name="nsa_grants_grantproject_title_en_required",
                        violation_error_message="Fill this in, in English at least.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="GrantLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="nsa_grants.grantproject",
                        verbose_name="grant project",
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        help_text="Such as: the application, a video of the play.",
                        max_length=200,
                        verbose_name="label",
                    ),
                ),
                (
                    "label_en",
                    models.CharField(
                        help_text="Such as: the application, a video of the play.",
                        max_length=200,
                        null=True,
                        verbose_name="label",
                    ),
                ),
                (
                    "label_fr",
                    models.CharField(
                        help_text="Such as: the application, a video of the play.",
                        max_length=200,
                        null=True,
                        verbose_name="label",
                    ),
                ),
                (
                    "label_pt",
                    models.CharField(
                        help_text="Such as: the application, a video of the play.",
                        max_length=200,
                        null=True,
                        verbose_name="label",
                    ),
                ),
                (
                    "label_es",
                    models.CharField(
                        help_text="Such as: the application, a video of the play.",
                        max_length=200,
                        null=True,
                        verbose_name="label",
                    ),
                ),
                ("url", models.URLField(max_length=500, verbose_name="address")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "link",
                "verbose_name_plural": "links",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("label_en__isnull", False), models.Q(("label_en", ""), _negated=True)
                        ),
                        name="nsa_grants_grantlink_label_en_required",
                        violation_error_message="Fill this in, in English at least.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url__isnull", False), models.Q(("url", ""), _negated=True)
                        ),
                        name="nsa_grants_grantlink_url_required",
                        violation_error_message="Fill this in, in English at least.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="GrantPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "image",
                    acpmigration.uploads.PictureField(
                        folder="pictures", max_length=200, verbose_name="picture"
                    ),
                ),
                (
                    "width",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="width"),
                ),
                (
                    "height",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="height"),
                ),
                (
                    "alternative_text",
                    models.CharField(
                        help_text="What the picture shows, in a sentence.",
                        max_length=300,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "alternative_text_en",
                    models.CharField(
                        help_text="What the picture shows, in a sentence.",
                        max_length=300,
                        null=True,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "alternative_text_fr",
                    models.CharField(
                        help_text="What the picture shows, in a sentence.",
                        max_length=300,
                        null=True,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "alternative_text_pt",
                    models.CharField(
                        help_text="What the picture shows, in a sentence.",
                        max_length=300,
                        null=True,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "alternative_text_es",
                    models.CharField(
                        help_text="What the picture shows, in a sentence.",
                        max_length=300,
                        null=True,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        help_text="Such as © IOM 2017.", max_length=200, verbose_name="credit"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="nsa_grants.grantproject",
                        verbose_name="grant project",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture",
                "verbose_name_plural": "pictures",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("alternative_text_en__isnull", False),
                            models.Q(("alternative_text_en", ""), _negated=True),
                        ),
                        name="nsa_grants_grantpicture_alternative_text_en_required",
                        violation_error_message="Fill this in, in English at least.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("credit__isnull", False), models.Q(("credit", ""), _negated=True)
                        ),
                        name="nsa_grants_grantpicture_credit_required",
                        violation_error_message="Fill this in, in English at least.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="GrantReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="nsa_grants.grantproject",
                        verbose_name="grant project",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("narrative", "narrative report"),
                            ("financial", "financial report"),
                            ("final", "final report"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "received_on",
                    models.DateField(blank=True, null=True, verbose_name="received on"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
            ],
            options={
                "verbose_name": "report due",
                "verbose_name_plural": "reports due",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["narrative", "financial", "final"])),
                        name="nsa_grants_grantreport_kind_listed",
                        violation_error_message="Choose one of the listed values.",
                    ),
                    models.UniqueConstraint(
                        fields=("grant", "kind", "due_on"),
                        name="nsa_grants_grantreport_unique",
                        violation_error_message="This report is listed already.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotes",
                        to="nsa_grants.grantproject",
                        verbose_name="grant project",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="In its own language, without quote marks.", verbose_name="quote"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("fr", "French"),
                            ("pt", "Portuguese"),
                            ("es", "Spanish"),
                            ("other", "another language"),
                        ],
                        max_length=5,
                        verbose_name="language of the quote",
                    ),
                ),
                (
                    "translation",
                    models.TextField(
                        blank=True,
                        help_text="Left empty in the quote's own language.",
                        verbose_name="translation",
                    ),
                ),
                (
                    "translation_en",
                    models.TextField(
                        blank=True,
                        help_text="Left empty in the quote's own language.",
                        null=True,
                        verbose_name="translation",
                    ),
                ),
                (
                    "translation_fr",
                    models.TextField(
                        blank=True,
                        help_text="Left empty in the quote's own language.",
                        null=True,
                        verbose_name="translation",
                    ),
                ),
                (
                    "translation_pt",
                    models.TextField(
                        blank=True,
                        help_text="Left empty in the quote's own language.",
                        null=True,
                        verbose_name="translation",
                    ),
                ),
                (
                    "translation_es",
                    models.TextField(
                        blank=True,
                        help_text="Left empty in the quote's own language.",
                        null=True,
                        verbose_name="translation",
                    ),
                ),
                (
                    "attribution",
                    models.CharField(
                        help_text="As the person agreed to be named.",
                        max_length=200,
                        verbose_name="who said it",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "quote",
                "verbose_name_plural": "quotes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["en", "fr", "pt", "es", "other"])),
                        name="nsa_grants_quote_language_listed",
                        violation_error_message="Choose one of the listed values.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("text__isnull", False), models.Q(("text", ""), _negated=True)
                        ),
                        name="nsa_grants_quote_text_required",
                        violation_error_message="Fill this in, in English at least.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("attribution__isnull", False),
                            models.Q(("attribution", ""), _negated=True),
                        ),
                        name="nsa_grants_quote_attribution_required",
                        violation_error_message="Fill this in, in English at least.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Reach",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reach",
                        to="nsa_grants.grantproject",
                        verbose_name="grant project",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("target", "people to be reached"), ("reached", "people reached")],
                        default="reached",
                        max_length=20,
                        verbose_name="what is counted",
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "all people"),
                            ("women", "women and girls"),
                            ("men", "men and boys"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="of whom",
                    ),
                ),
                ("value", models.PositiveIntegerField(verbose_name="number of people")),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("counted", "counted"),
                            ("estimate", "by estimate"),
                            ("at_least", "at least"),
                        ],
                        default="counted",
                        max_length=20,
                        verbose_name="how it is known",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        help_text="Where the number is from. Public.",
                        max_length=200,
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "number of people",
                "verbose_name_plural": "numbers of people",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("grant", "kind", "sex"),
                        name="nsa_grants_reach_unique",
                        violation_error_message="This number is given already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["target", "reached"])),
                        name="nsa_grants_reach_kind_listed",
                        violation_error_message="Choose one of the listed values.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["", "women", "men"])),
                        name="nsa_grants_reach_sex_listed",
                        violation_error_message="Choose one of the listed values.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["counted", "estimate", "at_least"])),
                        name="nsa_grants_reach_precision_listed",
                        violation_error_message="Choose one of the listed values.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__isnull", False), models.Q(("source", ""), _negated=True)
                        ),
                        name="nsa_grants_reach_source_required",
                        violation_error_message="Fill this in, in English at least.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalGrantLink",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        help_text="Such as: the application, a video of the play.",
                        max_length=200,
                        verbose_name="label",
                    ),
                ),
                (
                    "label_en",
                    models.CharField(
                        help_text="Such as: the application, a video of the play.",
                        max_length=200,
                        null=True,
                        verbose_name="label",
                    ),
                ),
                (
                    "label_fr",
                    models.CharField(
                        help_text="Such as: the application, a video of the play.",
                        max_length=200,
                        null=True,
                        verbose_name="label",
                    ),
                ),
                (
                    "label_pt",
                    models.CharField(
                        help_text="Such as: the application, a video of the play.",
                        max_length=200,
                        null=True,
                        verbose_name="label",
                    ),
                ),
                (
                    "label_es",
                    models.CharField(
                        help_text="Such as: the application, a video of the play.",
                        max_length=200,
                        null=True,
                        verbose_name="label",
                    ),
                ),
                ("url", models.URLField(max_length=500, verbose_name="address")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "grant",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="nsa_grants.grantproject",
                        verbose_name="grant project",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical link",
                "verbose_name_plural": "historical links",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGrantPicture",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("image", models.TextField(max_length=200, verbose_name="picture")),
                (
                    "width",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="width"),
                ),
                (
                    "height",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="height"),
                ),
                (
                    "alternative_text",
                    models.CharField(
                        help_text="What the picture shows, in a sentence.",
                        max_length=300,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "alternative_text_en",
                    models.CharField(
                        help_text="What the picture shows, in a sentence.",
                        max_length=300,
                        null=True,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "alternative_text_fr",
                    models.CharField(
                        help_text="What the picture shows, in a sentence.",
                        max_length=300,
                        null=True,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "alternative_text_pt",
                    models.CharField(
                        help_text="What the picture shows, in a sentence.",
                        max_length=300,
                        null=True,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "alternative_text_es",
                    models.CharField(
                        help_text="What the picture shows, in a sentence.",
                        max_length=300,
                        null=True,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        help_text="Such as © IOM 2017.", max_length=200, verbose_name="credit"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "grant",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="nsa_grants.grantproject",
                        verbose_name="grant project",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical picture",
                "verbose_name_plural": "historical pictures",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGrantProject",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="published"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                (
                    "updated_at",
                    models.DateTimeField(blank=True, editable=False, verbose_name="last changed"),
                ),
                (
                    "sources",
                    models.TextField(
                        blank=True,
                        help_text="Where this is known from, one source a line. Public.",
                        verbose_name="sources",
                    ),
                ),
                (
                    "source_note",
                    models.TextField(
                        blank=True,
                        help_text="What is inferred or doubtful, and from what. Public.",
                        verbose_name="note on the sources",
                    ),
                ),
                (
                    "source_note_en",
                    models.TextField(
                        blank=True,
                        help_text="What is inferred or doubtful, and from what. Public.",
                        null=True,
                        verbose_name="note on the sources",
                    ),
                ),
                (
                    "source_note_fr",
                    models.TextField(
                        blank=True,
                        help_text="What is inferred or doubtful, and from what. Public.",
                        null=True,
                        verbose_name="note on the sources",
                    ),
                ),
                (
                    "source_note_pt",
                    models.TextField(
                        blank=True,
                        help_text="What is inferred or doubtful, and from what. Public.",
                        null=True,
                        verbose_name="note on the sources",
                    ),
                ),
                (
                    "source_note_es",
                    models.TextField(
                        blank=True,
                        help_text="What is inferred or doubtful, and from what. Public.",
                        null=True,
                        verbose_name="note on the sources",
                    ),
                ),
                ("slug", models.SlugField(max_length=100, verbose_name="slug")),
                (
                    "kind",
                    models.CharField(
                        choices=[("national", "national"), ("regional", "regional")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_fr", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_pt", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_es", models.CharField(max_length=200, null=True, verbose_name="title")),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences in plain words.",
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_en",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences in plain words.",
                        null=True,
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_fr",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences in plain words.",
                        null=True,
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_pt",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences in plain words.",
                        null=True,
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_es",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences in plain words.",
                        null=True,
                        verbose_name="summary",
                    ),
                ),
                (
                    "activities",
                    models.TextField(
                        blank=True,
                        help_text="What was done, one activity a line.",
                        verbose_name="activities",
                    ),
                ),
                (
                    "activities_en",
                    models.TextField(
                        blank=True,
                        help_text="What was done, one activity a line.",
                        null=True,
                        verbose_name="activities",
                    ),
                ),
                (
                    "activities_fr",
                    models.TextField(
                        blank=True,
                        help_text="What was done, one activity a line.",
                        null=True,
                        verbose_name="activities",
                    ),
                ),
                (
                    "activities_pt",
                    models.TextField(
                        blank=True,
                        help_text="What was done, one activity a line.",
                        null=True,
                        verbose_name="activities",
                    ),
                ),
                (
                    "activities_es",
                    models.TextField(
                        blank=True,
                        help_text="What was done, one activity a line.",
                        null=True,
                        verbose_name="activities",
                    ),
                ),
                (
                    "channels",
                    models.TextField(
                        blank=True,
                        help_text="How people were reached, one channel a line, such as: radio shows.",
                        verbose_name="channels",
                    ),
                ),
                (
                    "channels_en",
                    models.TextField(
                        blank=True,
                        help_text="How people were reached, one channel a line, such as: radio shows.",
                        null=True,
                        verbose_name="channels",
                    ),
                ),
                (
                    "channels_fr",
                    models.TextField(
                        blank=True,
                        help_text="How people were reached, one channel a line, such as: radio shows.",
                        null=True,
                        verbose_name="channels",
                    ),
                ),
                (
                    "channels_pt",
                    models.TextField(
                        blank=True,
                        help_text="How people were reached, one channel a line, such as: radio shows.",
                        null=True,
                        verbose_name="channels",
                    ),
                ),
                (
                    "channels_es",
                    models.TextField(
                        blank=True,
                        help_text="How people were reached, one channel a line, such as: radio shows.",
                        null=True,
                        verbose_name="channels",
                    ),
                ),
                (
                    "results",
                    models.TextField(
                        blank=True, help_text="One result a line.", verbose_name="results"
                    ),
                ),
                (
                    "results_en",
                    models.TextField(
                        blank=True,
                        help_text="One result a line.",
                        null=True,
                        verbose_name="results",
                    ),
                ),
                (
                    "results_fr",
                    models.TextField(
                        blank=True,
                        help_text="One result a line.",
                        null=True,
                        verbose_name="results",
                    ),
                ),
                (
                    "results_pt",
                    models.TextField(
                        blank=True,
                        help_text="One result a line.",
                        null=True,
                        verbose_name="results",
                    ),
                ),
                (
                    "results_es",
                    models.TextField(
                        blank=True,
                        help_text="One result a line.",
                        null=True,
                        verbose_name="results",
                    ),
                ),
                (
                    "story",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was done and what changed, for the record's page.",
                        verbose_name="story",
                    ),
                ),
                (
                    "story_en",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was done and what changed, for the record's page.",
                        null=True,
                        verbose_name="story",
                    ),
                ),
                (
                    "story_fr",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was done and what changed, for the record's page.",
                        null=True,
                        verbose_name="story",
                    ),
                ),
                (
                    "story_pt",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was done and what changed, for the record's page.",
                        null=True,
                        verbose_name="story",
                    ),
                ),
                (
                    "story_es",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was done and what changed, for the record's page.",
                        null=True,
                        verbose_name="story",
                    ),
                ),
                (
                    "no_intervention_reason",
                    models.TextField(
                        blank=True,
                        help_text="Internal.",
                        verbose_name="why there is no related intervention",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="amount",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        choices=[("EUR", "euro"), ("USD", "United States dollar")],
                        default="EUR",
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                (
                    "is_amount_public",
                    models.BooleanField(
                        default=False,
                        help_text="Shown to everybody if ticked.",
                        verbose_name="amount is public",
                    ),
                ),
                (
                    "started_from",
                    models.DateField(blank=True, null=True, verbose_name="started, earliest"),
                ),
                (
                    "started_until",
                    models.DateField(blank=True, null=True, verbose_name="started, latest"),
                ),
                (
                    "ended_from",
                    models.DateField(blank=True, null=True, verbose_name="ended, earliest"),
                ),
                (
                    "ended_until",
                    models.DateField(blank=True, null=True, verbose_name="ended, latest"),
                ),
                (
                    "cancelled_from",
                    models.DateField(blank=True, null=True, verbose_name="cancelled, earliest"),
                ),
                (
                    "cancelled_until",
                    models.DateField(blank=True, null=True, verbose_name="cancelled, latest"),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Of a national project: either a country or a regional organisation.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reference.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "regional_organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reference.regionalorganisation",
                        verbose_name="regional organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Of a regional project only: that of a national one follows from its place.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reference.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "intervention",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The technical assistance in the same place whose topic the project shares.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="technical_assistance.intervention",
                        verbose_name="related intervention",
                    ),
                ),
                (
                    "grantee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty where the name is not known.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reference.organisation",
                        verbose_name="grantee",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical grant project",
                "verbose_name_plural": "historical grant projects",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGrantProject_countries",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "grantproject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="nsa_grants.grantproject",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reference.country",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="nsa_grants.historicalgrantproject",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalGrantProject_countries",
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGrantProject_partners",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "grantproject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="nsa_grants.grantproject",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reference.organisation",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="nsa_grants.historicalgrantproject",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalGrantProject_partners",
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGrantProject_topics",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "grantproject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="nsa_grants.grantproject",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reference.topic",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="nsa_grants.historicalgrantproject",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalGrantProject_topics",
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGrantProject_typologies",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "grantproject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="nsa_grants.grantproject",
                    ),
                ),
                (
                    "typology",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reference.typology",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="nsa_grants.historicalgrantproject",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalGrantProject_typologies",
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGrantReport",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("narrative", "narrative report"),
                            ("financial", "financial report"),
                            ("final", "final report"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "received_on",
                    models.DateField(blank=True, null=True, verbose_name="received on"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "grant",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="nsa_grants.grantproject",
                        verbose_name="grant project",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical report due",
                "verbose_name_plural": "historical reports due",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalQuote",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="In its own language, without quote marks.", verbose_name="quote"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("fr", "French"),
                            ("pt", "Portuguese"),
                            ("es", "Spanish"),
                            ("other", "another language"),
                        ],
                        max_length=5,
                        verbose_name="language of the quote",
                    ),
                ),
                (
                    "translation",
                    models.TextField(
                        blank=True,
                        help_text="Left empty in the quote's own language.",
                        verbose_name="translation",
                    ),
                ),
                (
                    "translation_en",
                    models.TextField(
                        blank=True,
                        help_text="Left empty in the quote's own language.",
                        null=True,
                        verbose_name="translation",
                    ),
                ),
                (
                    "translation_fr",
                    models.TextField(
                        blank=True,
                        help_text="Left empty in the quote's own language.",
                        null=True,
                        verbose_name="translation",
                    ),
                ),
                (
                    "translation_pt",
                    models.TextField(
                        blank=True,
                        help_text="Left empty in the quote's own language.",
                        null=True,
                        verbose_name="translation",
                    ),
                ),
                (
                    "translation_es",
                    models.TextField(
                        blank=True,
                        help_text="Left empty in the quote's own language.",
                        null=True,
                        verbose_name="translation",
                    ),
                ),
                (
                    "attribution",
                    models.CharField(
                        help_text="As the person agreed to be named.",
                        max_length=200,
                        verbose_name="who said it",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "grant",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="nsa_grants.grantproject",
                        verbose_name="grant project",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical quote",
                "verbose_name_plural": "historical quotes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReach",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("target", "people to be reached"), ("reached", "people reached")],
                        default="reached",
                        max_length=20,
                        verbose_name="what is counted",
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "all people"),
                            ("women", "women and girls"),
                            ("men", "men and boys"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="of whom",
                    ),
                ),
                ("value", models.PositiveIntegerField(verbose_name="number of people")),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("counted", "counted"),
                            ("estimate", "by estimate"),
                            ("at_least", "at least"),
                        ],
                        default="counted",
                        max_length=20,
                        verbose_name="how it is known",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        help_text="Where the number is from. Public.",
                        max_length=200,
                        verbose_name="source",
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="nsa_grants.grantproject",
                        verbose_name="grant project",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical number of people",
                "verbose_name_plural": "historical numbers of people",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
