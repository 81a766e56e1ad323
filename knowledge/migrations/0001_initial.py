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
        ("nsa_grants", "0001_initial"),
        ("reference", "0002_reserved_slugs"),
        ("technical_assistance", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
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
                ("slug", models.SlugField(max_length=100, unique=True, verbose_name="slug")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("seminar", "ACP-EU seminar"),
                            ("peer_exchange", "peer-to-peer exchange"),
                            ("regional_meeting", "regional thematic meeting"),
                            ("forum", "forum"),
                            ("closing_event", "closing event"),
                        ],
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
                    "outcomes",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was agreed, recommended or learned.",
                        verbose_name="outcomes",
                    ),
                ),
                (
                    "outcomes_en",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was agreed, recommended or learned.",
                        null=True,
                        verbose_name="outcomes",
                    ),
                ),
                (
                    "outcomes_fr",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was agreed, recommended or learned.",
                        null=True,
                        verbose_name="outcomes",
                    ),
                ),
                (
                    "outcomes_pt",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was agreed, recommended or learned.",
                        null=True,
                        verbose_name="outcomes",
                    ),
                ),
                (
                    "outcomes_es",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was agreed, recommended or learned.",
                        null=True,
                        verbose_name="outcomes",
                    ),
                ),
                (
                    "starts_from",
                    models.DateField(blank=True, null=True, verbose_name="starts, earliest"),
                ),
                (
                    "starts_until",
                    models.DateField(blank=True, null=True, verbose_name="starts, latest"),
                ),
                (
                    "ends_from",
                    models.DateField(blank=True, null=True, verbose_name="ends, earliest"),
                ),
                (
                    "ends_until",
                    models.DateField(blank=True, null=True, verbose_name="ends, latest"),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True, help_text="The town.", max_length=120, verbose_name="place"
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="reference.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "participants",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="participants"),
                ),
                (
                    "participants_precision",
                    models.CharField(
                        choices=[
                            ("counted", "counted"),
                            ("estimate", "by estimate"),
                            ("at_least", "at least"),
                        ],
                        default="counted",
                        max_length=20,
                        verbose_name="how the number is known",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        help_text="Of the event itself.",
                        max_length=500,
                        verbose_name="page elsewhere",
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True,
                        related_name="events",
                        to="reference.topic",
                        verbose_name="topics",
                    ),
                ),
                (
                    "partners",
                    models.ManyToManyField(
                        blank=True,
                        related_name="events",
                        to="reference.organisation",
                        verbose_name="partners",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug__in", ("calendar",)), _negated=True),
                        name="knowledge_event_slug_not_reserved",
                        violation_error_message="This word is reserved: choose another.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "seminar",
                                    "peer_exchange",
                                    "regional_meeting",
                                    "forum",
                                    "closing_event",
                                ],
                            )
                        ),
                        name="knowledge_event_kind_listed",
                        violation_error_message="Choose one of the listed values.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_from__isnull", True),
                            models.Q(
                                ("starts_from__lte", models.F("starts_until")),
                                ("starts_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="knowledge_event_starts_dated",
                        violation_error_message="The end is missing or before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_from__isnull", True),
                            models.Q(
                                ("ends_from__lte", models.F("ends_until")),
                                ("ends_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="knowledge_event_ends_dated",
                        violation_error_message="The end is missing or before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_from__isnull", True),
                            ("ends_until__isnull", True),
                            ("starts_from__lte", models.F("ends_until")),
                            _connector="OR",
                        ),
                        name="knowledge_event_starts_from_to_ends_until",
                        violation_error_message="The end is before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("participants_precision__in", ["counted", "estimate", "at_least"])
                        ),
                        name="knowledge_event_participants_precision_listed",
                        violation_error_message="Choose one of the listed values.",
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
                        name="knowledge_event_published_at_with_published_by",
                        violation_error_message="These two belong together: fill in both or neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("title_en__isnull", False), models.Q(("title_en", ""), _negated=True)
                        ),
                        name="knowledge_event_title_en_required",
                        violation_error_message="Fill this in, in English at least.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="KnowledgeProduct",
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
                ("slug", models.SlugField(max_length=100, unique=True, verbose_name="slug")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("thematic_publication", "thematic publication"),
                            ("good_practices", "good practices"),
                            ("knowledge_piece", "knowledge piece"),
                            ("handout", "TA dissemination handout"),
                            ("article", "article or op-ed"),
                            ("guide", "guide"),
                            ("report", "report"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("title_en", models.CharField(max_length=250, null=True, verbose_name="title")),
                ("title_fr", models.CharField(max_length=250, null=True, verbose_name="title")),
                ("title_pt", models.CharField(max_length=250, null=True, verbose_name="title")),
                ("title_es", models.CharField(max_length=250, null=True, verbose_name="title")),
                (
                    "abstract",
                    models.TextField(
                        blank=True,
                        help_text="What a reader learns, in a few sentences.",
                        verbose_name="abstract",
                    ),
                ),
                (
                    "abstract_en",
                    models.TextField(
                        blank=True,
                        help_text="What a reader learns, in a few sentences.",
                        null=True,
                        verbose_name="abstract",
                    ),
                ),
                (
                    "abstract_fr",
                    models.TextField(
                        blank=True,
                        help_text="What a reader learns, in a few sentences.",
                        null=True,
                        verbose_name="abstract",
                    ),
                ),
                (
                    "abstract_pt",
                    models.TextField(
                        blank=True,
                        help_text="What a reader learns, in a few sentences.",
                        null=True,
                        verbose_name="abstract",
                    ),
                ),
                (
                    "abstract_es",
                    models.TextField(
                        blank=True,
                        help_text="What a reader learns, in a few sentences.",
                        null=True,
                        verbose_name="abstract",
                    ),
                ),
                (
                    "authors",
                    models.TextField(
                        blank=True,
                        help_text="One a line: “Family name, Given names” for a person, the full name for an organisation.",
                        verbose_name="authors",
                    ),
                ),
                (
                    "publisher",
                    models.CharField(
                        blank=True,
                        help_text="Who issued it, for citations.",
                        max_length=200,
                        verbose_name="publisher",
                    ),
                ),
                (
                    "issued_from",
                    models.DateField(blank=True, null=True, verbose_name="issued, earliest"),
                ),
                (
                    "issued_until",
                    models.DateField(blank=True, null=True, verbose_name="issued, latest"),
                ),
                ("isbn", models.CharField(blank=True, max_length=20, verbose_name="ISBN")),
                (
                    "reference",
                    models.CharField(
                        blank=True,
                        help_text="The issuer's own, such as ENG0625.",
                        max_length=60,
                        verbose_name="reference",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        blank=True,
                        help_text="Such as CC BY-NC 4.0.",
                        max_length=100,
                        verbose_name="licence",
                    ),
                ),
                (
                    "extract_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="The publication that a knowledge piece is taken from.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extracts",
                        to="knowledge.knowledgeproduct",
                        verbose_name="extract of",
                    ),
                ),
                (
                    "cover",
                    acpmigration.uploads.PictureField(
                        blank=True,
                        columns=("cover_width", "cover_height"),
                        folder="covers",
                        help_text="Left empty, the first page of a PDF edition is the cover.",
                        max_length=200,
                        verbose_name="cover",
                    ),
                ),
                (
                    "cover_width",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="width"),
                ),
                (
                    "cover_height",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="height"),
                ),
                (
                    "is_cover_drawn",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="the cover was drawn from a PDF"
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True,
                        related_name="products",
                        to="reference.topic",
                        verbose_name="topics",
                    ),
                ),
                (
                    "regions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="products",
                        to="reference.region",
                        verbose_name="regions",
                    ),
                ),
                (
                    "countries",
                    models.ManyToManyField(
                        blank=True,
                        related_name="products",
                        to="reference.country",
                        verbose_name="countries",
                    ),
                ),
                (
                    "interventions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="products",
                        to="technical_assistance.intervention",
                        verbose_name="interventions it grew out of",
                    ),
                ),
                (
                    "grants",
                    models.ManyToManyField(
                        blank=True,
                        related_name="products",
                        to="nsa_grants.grantproject",
                        verbose_name="grant projects it grew out of",
                    ),
                ),
                (
                    "events",
                    models.ManyToManyField(
                        blank=True,
                        related_name="products",
                        to="knowledge.event",
                        verbose_name="events it grew out of",
                    ),
                ),
            ],
            options={
                "verbose_name": "knowledge product",
                "verbose_name_plural": "knowledge products",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "thematic_publication",
                                    "good_practices",
                                    "knowledge_piece",
                                    "handout",
                                    "article",
                                    "guide",
                                    "report",
                                ],
                            )
                        ),
                        name="knowledge_knowledgeproduct_kind_listed",
                        violation_error_message="Choose one of the listed values.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_from__isnull", True),
                            models.Q(
                                ("issued_from__lte", models.F("issued_until")),
                                ("issued_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="knowledge_knowledgeproduct_issued_dated",
                        violation_error_message="The end is missing or before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("extract_of__isnull", True),
                            models.Q(("extract_of", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="knowledge_knowledgeproduct_extract_of_another",
                        violation_error_message="A product is no extract of itself.",
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
                        name="knowledge_knowledgeproduct_published_at_with_published_by",
                        violation_error_message="These two belong together: fill in both or neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("title_en__isnull", False), models.Q(("title_en", ""), _negated=True)
                        ),
                        name="knowledge_knowledgeproduct_title_en_required",
                        violation_error_message="Fill this in, in English at least.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="editions",
                        to="knowledge.knowledgeproduct",
                        verbose_name="product",
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
                        verbose_name="language",
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[("pdf", "PDF"), ("epub", "EPUB"), ("web", "web page")],
                        default="pdf",
                        max_length=10,
                        verbose_name="format",
                    ),
                ),
                (
                    "variant",
                    models.SlugField(
                        blank=True,
                        help_text="Tells two of one language and format apart, such as: light, summary.",
                        max_length=40,
                        verbose_name="variant",
                    ),
                ),
                (
                    "file",
                    acpmigration.uploads.EditionField(
                        blank=True,
                        folder="editions",
                        max_length=200,
                        pages_field="pages",
                        size_field="size",
                        verbose_name="file",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        help_text="Instead of a file.",
                        max_length=500,
                        verbose_name="page elsewhere",
                    ),
                ),
                (
                    "size",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="size in bytes"
                    ),
                ),
                (
                    "pages",
                    models.PositiveIntegerField(editable=False, null=True, verbose_name="pages"),
                ),
            ],
            options={
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("product", "language", "format", "variant"),
                        name="knowledge_edition_unique",
                        violation_error_message="This language and format are listed already: give it a variant.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["en", "fr", "pt", "es", "other"])),
                        name="knowledge_edition_language_listed",
                        violation_error_message="Choose one of the listed values.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("format__in", ["pdf", "epub", "web"])),
                        name="knowledge_edition_format_listed",
                        violation_error_message="Choose one of the listed values.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("file", ""), ("url", ""), _connector="XOR"),
                        name="knowledge_edition_file_or_url",
                        violation_error_message="Give either a file or the address of a page elsewhere.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("file", ""),
                            models.Q(("file__iendswith", ".pdf"), ("format", "pdf")),
                            models.Q(("file__iendswith", ".epub"), ("format", "epub")),
                            _connector="OR",
                        ),
                        name="knowledge_edition_format_of_file",
                        violation_error_message="The format is not that of the file.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("format", "web"), _negated=True),
                            ("file", ""),
                            _connector="OR",
                        ),
                        name="knowledge_edition_web_is_elsewhere",
                        violation_error_message="A web page has an address, not a file.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="EditionDownloads",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="downloads",
                        to="knowledge.edition",
                        verbose_name="edition",
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                ("number", models.PositiveIntegerField(default=0, verbose_name="downloads")),
            ],
            options={
                "verbose_name": "downloads of a day",
                "verbose_name_plural": "downloads by day",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "on"), name="knowledge_editiondownloads_unique"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="EditionText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reading",
                        to="knowledge.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "read_from",
                    models.CharField(editable=False, max_length=200, verbose_name="read from"),
                ),
                ("text", models.TextField(blank=True, editable=False, verbose_name="text")),
            ],
            options={
                "verbose_name": "text of an edition",
                "verbose_name_plural": "texts of editions",
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
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
                ("slug", models.SlugField(max_length=100, unique=True, verbose_name="slug")),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="reference.topic",
                        verbose_name="topic",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="What is recommended, and by whom.", verbose_name="text"
                    ),
                ),
                (
                    "text_en",
                    models.TextField(
                        help_text="What is recommended, and by whom.",
                        null=True,
                        verbose_name="text",
                    ),
                ),
                (
                    "text_fr",
                    models.TextField(
                        help_text="What is recommended, and by whom.",
                        null=True,
                        verbose_name="text",
                    ),
                ),
                (
                    "text_pt",
                    models.TextField(
                        help_text="What is recommended, and by whom.",
                        null=True,
                        verbose_name="text",
                    ),
                ),
                (
                    "text_es",
                    models.TextField(
                        help_text="What is recommended, and by whom.",
                        null=True,
                        verbose_name="text",
                    ),
                ),
                (
                    "endorsed_from",
                    models.DateField(blank=True, null=True, verbose_name="endorsed, earliest"),
                ),
                (
                    "endorsed_until",
                    models.DateField(blank=True, null=True, verbose_name="endorsed, latest"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "interventions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="recommendations",
                        to="technical_assistance.intervention",
                        verbose_name="interventions",
                    ),
                ),
                (
                    "grants",
                    models.ManyToManyField(
                        blank=True,
                        related_name="recommendations",
                        to="nsa_grants.grantproject",
                        verbose_name="grant projects",
                    ),
                ),
                (
                    "products",
                    models.ManyToManyField(
                        blank=True,
                        related_name="recommendations",
                        to="knowledge.knowledgeproduct",
                        verbose_name="products",
                    ),
                ),
            ],
            options={
                "verbose_name": "recommendation",
                "verbose_name_plural": "recommendations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("endorsed_from__isnull", True),
                            models.Q(
                                ("endorsed_from__lte", models.F("endorsed_until")),
                                ("endorsed_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="knowledge_recommendation_endorsed_dated",
                        violation_error_message="The end is missing or before the beginning.",
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
                        name="knowledge_recommendation_published_at_with_published_by",
                        violation_error_message="These two belong together: fill in both or neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("text_en__isnull", False), models.Q(("text_en", ""), _negated=True)
                        ),
                        name="knowledge_recommendation_text_en_required",
                        violation_error_message="Fill this in, in English at least.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Use",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="knowledge.knowledgeproduct",
                        verbose_name="product",
                    ),
                ),
                (
                    "where",
                    models.CharField(
                        help_text="By whom and in what.",
                        max_length=300,
                        verbose_name="where it was used",
                    ),
                ),
                (
                    "where_en",
                    models.CharField(
                        help_text="By whom and in what.",
                        max_length=300,
                        null=True,
                        verbose_name="where it was used",
                    ),
                ),
                (
                    "where_fr",
                    models.CharField(
                        help_text="By whom and in what.",
                        max_length=300,
                        null=True,
                        verbose_name="where it was used",
                    ),
                ),
                (
                    "where_pt",
                    models.CharField(
                        help_text="By whom and in what.",
                        max_length=300,
                        null=True,
                        verbose_name="where it was used",
                    ),
                ),
                (
                    "where_es",
                    models.CharField(
                        help_text="By whom and in what.",
                        max_length=300,
                        null=True,
                        verbose_name="where it was used",
                    ),
                ),
                (
                    "used_from",
                    models.DateField(blank=True, null=True, verbose_name="used, earliest"),
                ),
                (
                    "used_until",
                    models.DateField(blank=True, null=True, verbose_name="used, latest"),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
            ],
            options={
                "verbose_name": "use",
                "verbose_name_plural": "uses",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("used_from__isnull", True),
                            models.Q(
                                ("used_from__lte", models.F("used_until")),
                                ("used_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="knowledge_use_used_dated",
                        violation_error_message="The end is missing or before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("where_en__isnull", False), models.Q(("where_en", ""), _negated=True)
                        ),
                        name="knowledge_use_where_en_required",
                        violation_error_message="Fill this in, in English at least.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalEdition",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
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
                        verbose_name="language",
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[("pdf", "PDF"), ("epub", "EPUB"), ("web", "web page")],
                        default="pdf",
                        max_length=10,
                        verbose_name="format",
                    ),
                ),
                (
                    "variant",
                    models.SlugField(
                        blank=True,
                        help_text="Tells two of one language and format apart, such as: light, summary.",
                        max_length=40,
                        verbose_name="variant",
                    ),
                ),
                ("file", models.TextField(blank=True, max_length=200, verbose_name="file")),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        help_text="Instead of a file.",
                        max_length=500,
                        verbose_name="page elsewhere",
                    ),
                ),
                (
                    "size",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="size in bytes"
                    ),
                ),
                (
                    "pages",
                    models.PositiveIntegerField(editable=False, null=True, verbose_name="pages"),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="knowledge.knowledgeproduct",
                        verbose_name="product",
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
                "verbose_name": "historical edition",
                "verbose_name_plural": "historical editions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEvent",
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
                        choices=[
                            ("seminar", "ACP-EU seminar"),
                            ("peer_exchange", "peer-to-peer exchange"),
                            ("regional_meeting", "regional thematic meeting"),
                            ("forum", "forum"),
                            ("closing_event", "closing event"),
                        ],
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
                    "outcomes",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was agreed, recommended or learned.",
                        verbose_name="outcomes",
                    ),
                ),
                (
                    "outcomes_en",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was agreed, recommended or learned.",
                        null=True,
                        verbose_name="outcomes",
                    ),
                ),
                (
                    "outcomes_fr",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was agreed, recommended or learned.",
                        null=True,
                        verbose_name="outcomes",
                    ),
                ),
                (
                    "outcomes_pt",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was agreed, recommended or learned.",
                        null=True,
                        verbose_name="outcomes",
                    ),
                ),
                (
                    "outcomes_es",
                    acpmigration.richtext.RichTextField(
                        blank=True,
                        help_text="What was agreed, recommended or learned.",
                        null=True,
                        verbose_name="outcomes",
                    ),
                ),
                (
                    "starts_from",
                    models.DateField(blank=True, null=True, verbose_name="starts, earliest"),
                ),
                (
                    "starts_until",
                    models.DateField(blank=True, null=True, verbose_name="starts, latest"),
                ),
                (
                    "ends_from",
                    models.DateField(blank=True, null=True, verbose_name="ends, earliest"),
                ),
                (
                    "ends_until",
                    models.DateField(blank=True, null=True, verbose_name="ends, latest"),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True, help_text="The town.", max_length=120, verbose_name="place"
                    ),
                ),
                (
                    "participants",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="participants"),
                ),
                (
                    "participants_precision",
                    models.CharField(
                        choices=[
                            ("counted", "counted"),
                            ("estimate", "by estimate"),
                            ("at_least", "at least"),
                        ],
                        default="counted",
                        max_length=20,
                        verbose_name="how the number is known",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        help_text="Of the event itself.",
                        max_length=500,
                        verbose_name="page elsewhere",
                    ),
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
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reference.country",
                        verbose_name="country",
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
                "verbose_name": "historical event",
                "verbose_name_plural": "historical events",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEvent_partners",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="knowledge.event",
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
                        to="knowledge.historicalevent",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalEvent_partners",
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEvent_products_discussed",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="knowledge.event",
                    ),
                ),
                (
                    "knowledgeproduct",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="knowledge.knowledgeproduct",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="knowledge.historicalevent",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalEvent_products_discussed",
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEvent_topics",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="knowledge.event",
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
                        to="knowledge.historicalevent",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalEvent_topics",
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalKnowledgeProduct",
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
                        choices=[
                            ("thematic_publication", "thematic publication"),
                            ("good_practices", "good practices"),
                            ("knowledge_piece", "knowledge piece"),
                            ("handout", "TA dissemination handout"),
                            ("article", "article or op-ed"),
                            ("guide", "guide"),
                            ("report", "report"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("title_en", models.CharField(max_length=250, null=True, verbose_name="title")),
                ("title_fr", models.CharField(max_length=250, null=True, verbose_name="title")),
                ("title_pt", models.CharField(max_length=250, null=True, verbose_name="title")),
                ("title_es", models.CharField(max_length=250, null=True, verbose_name="title")),
                (
                    "abstract",
                    models.TextField(
                        blank=True,
                        help_text="What a reader learns, in a few sentences.",
                        verbose_name="abstract",
                    ),
                ),
                (
                    "abstract_en",
                    models.TextField(
                        blank=True,
                        help_text="What a reader learns, in a few sentences.",
                        null=True,
                        verbose_name="abstract",
                    ),
                ),
                (
                    "abstract_fr",
                    models.TextField(
                        blank=True,
                        help_text="What a reader learns, in a few sentences.",
                        null=True,
                        verbose_name="abstract",
                    ),
                ),
                (
                    "abstract_pt",
                    models.TextField(
                        blank=True,
                        help_text="What a reader learns, in a few sentences.",
                        null=True,
                        verbose_name="abstract",
                    ),
                ),
                (
                    "abstract_es",
                    models.TextField(
                        blank=True,
                        help_text="What a reader learns, in a few sentences.",
                        null=True,
                        verbose_name="abstract",
                    ),
                ),
                (
                    "authors",
                    models.TextField(
                        blank=True,
                        help_text="One a line: “Family name, Given names” for a person, the full name for an organisation.",
                        verbose_name="authors",
                    ),
                ),
                (
                    "publisher",
                    models.CharField(
                        blank=True,
                        help_text="Who issued it, for citations.",
                        max_length=200,
                        verbose_name="publisher",
                    ),
                ),
                (
                    "issued_from",
                    models.DateField(blank=True, null=True, verbose_name="issued, earliest"),
                ),
                (
                    "issued_until",
                    models.DateField(blank=True, null=True, verbose_name="issued, latest"),
                ),
                ("isbn", models.CharField(blank=True, max_length=20, verbose_name="ISBN")),
                (
                    "reference",
                    models.CharField(
                        blank=True,
                        help_text="The issuer's own, such as ENG0625.",
                        max_length=60,
                        verbose_name="reference",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        blank=True,
                        help_text="Such as CC BY-NC 4.0.",
                        max_length=100,
                        verbose_name="licence",
                    ),
                ),
                (
                    "cover",
                    models.TextField(
                        blank=True,
                        help_text="Left empty, the first page of a PDF edition is the cover.",
                        max_length=200,
                        verbose_name="cover",
                    ),
                ),
                (
                    "cover_width",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="width"),
                ),
                (
                    "cover_height",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="height"),
                ),
                (
                    "is_cover_drawn",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="the cover was drawn from a PDF"
                    ),
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
                    "extract_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The publication that a knowledge piece is taken from.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="knowledge.knowledgeproduct",
                        verbose_name="extract of",
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
                "verbose_name": "historical knowledge product",
                "verbose_name_plural": "historical knowledge products",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalKnowledgeProduct_countries",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "knowledgeproduct",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="knowledge.knowledgeproduct",
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
                        to="knowledge.historicalknowledgeproduct",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalKnowledgeProduct_countries",
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalKnowledgeProduct_events",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "knowledgeproduct",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="knowledge.knowledgeproduct",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="knowledge.event",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="knowledge.historicalknowledgeproduct",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalKnowledgeProduct_events",
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalKnowledgeProduct_grants",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "knowledgeproduct",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="knowledge.knowledgeproduct",
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
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="knowledge.historicalknowledgeproduct",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalKnowledgeProduct_grants",
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalKnowledgeProduct_interventions",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "knowledgeproduct",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="knowledge.knowledgeproduct",
                    ),
                ),
                (
                    "intervention",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="technical_assistance.intervention",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="knowledge.historicalknowledgeproduct",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalKnowledgeProduct_interventions",
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalKnowledgeProduct_regions",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "knowledgeproduct",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="knowledge.knowledgeproduct",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reference.region",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="knowledge.historicalknowledgeproduct",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalKnowledgeProduct_regions",
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalKnowledgeProduct_topics",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "knowledgeproduct",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="knowledge.knowledgeproduct",
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
                        to="knowledge.historicalknowledgeproduct",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalKnowledgeProduct_topics",
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecommendation",
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
                    "text",
                    models.TextField(
                        help_text="What is recommended, and by whom.", verbose_name="text"
                    ),
                ),
                (
                    "text_en",
                    models.TextField(
                        help_text="What is recommended, and by whom.",
                        null=True,
                        verbose_name="text",
                    ),
                ),
                (
                    "text_fr",
                    models.TextField(
                        help_text="What is recommended, and by whom.",
                        null=True,
                        verbose_name="text",
                    ),
                ),
                (
                    "text_pt",
                    models.TextField(
                        help_text="What is recommended, and by whom.",
                        null=True,
                        verbose_name="text",
                    ),
                ),
                (
                    "text_es",
                    models.TextField(
                        help_text="What is recommended, and by whom.",
                        null=True,
                        verbose_name="text",
                    ),
                ),
                (
                    "endorsed_from",
                    models.DateField(blank=True, null=True, verbose_name="endorsed, earliest"),
                ),
                (
                    "endorsed_until",
                    models.DateField(blank=True, null=True, verbose_name="endorsed, latest"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
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
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reference.topic",
                        verbose_name="topic",
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
                "verbose_name": "historical recommendation",
                "verbose_name_plural": "historical recommendations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecommendation_grants",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="knowledge.recommendation",
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
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="knowledge.historicalrecommendation",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalRecommendation_grants",
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecommendation_interventions",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="knowledge.recommendation",
                    ),
                ),
                (
                    "intervention",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="technical_assistance.intervention",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="knowledge.historicalrecommendation",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalRecommendation_interventions",
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecommendation_products",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="knowledge.recommendation",
                    ),
                ),
                (
                    "knowledgeproduct",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="knowledge.knowledgeproduct",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="knowledge.historicalrecommendation",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalRecommendation_products",
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalUse",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "where",
                    models.CharField(
                        help_text="By whom and in what.",
                        max_length=300,
                        verbose_name="where it was used",
                    ),
                ),
                (
                    "where_en",
                    models.CharField(
                        help_text="By whom and in what.",
                        max_length=300,
                        null=True,
                        verbose_name="where it was used",
                    ),
                ),
                (
                    "where_fr",
                    models.CharField(
                        help_text="By whom and in what.",
                        max_length=300,
                        null=True,
                        verbose_name="where it was used",
                    ),
                ),
                (
                    "where_pt",
                    models.CharField(
                        help_text="By whom and in what.",
                        max_length=300,
                        null=True,
                        verbose_name="where it was used",
                    ),
                ),
                (
                    "where_es",
                    models.CharField(
                        help_text="By whom and in what.",
                        max_length=300,
                        null=True,
                        verbose_name="where it was used",
                    ),
                ),
                (
                    "used_from",
                    models.DateField(blank=True, null=True, verbose_name="used, earliest"),
                ),
                (
                    "used_until",
                    models.DateField(blank=True, null=True, verbose_name="used, latest"),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="knowledge.knowledgeproduct",
                        verbose_name="product",
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
                "verbose_name": "historical use",
                "verbose_name_plural": "historical uses",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="event",
            name="products_discussed",
            field=models.ManyToManyField(
                blank=True,
                related_name="events_discussing",
                to="knowledge.knowledgeproduct",
                verbose_name="products discussed",
            ),
        ),
    ]
