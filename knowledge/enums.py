"""The words of Component 3."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProductKind(models.TextChoices):
    THEMATIC_PUBLICATION = "thematic_publication", _("thematic publication")
    GOOD_PRACTICES = "good_practices", _("good practices")
    KNOWLEDGE_PIECE = "knowledge_piece", _("knowledge piece")
    HANDOUT = "handout", _("TA dissemination handout")
    ARTICLE = "article", _("article or op-ed")
    GUIDE = "guide", _("guide")
    REPORT = "report", pgettext_lazy("kind of product", "report")

    @classmethod
    def publications(cls) -> list["ProductKind"]:
        """What the factsheet counts as "5 publications + good practices": the five covers."""
        return [cls.THEMATIC_PUBLICATION, cls.GOOD_PRACTICES]


class Format(models.TextChoices):
    PDF = "pdf", _("PDF")
    EPUB = "epub", _("EPUB")
    WEB = "web", _("web page")

    @classmethod
    def of_files(cls) -> list["Format"]:
        return [cls.PDF, cls.EPUB]


class EventKind(models.TextChoices):
    SEMINAR = "seminar", _("ACP-EU seminar")
    PEER_EXCHANGE = "peer_exchange", _("peer-to-peer exchange")
    REGIONAL_MEETING = "regional_meeting", _("regional thematic meeting")
    FORUM = "forum", _("forum")
    CLOSING_EVENT = "closing_event", _("closing event")
