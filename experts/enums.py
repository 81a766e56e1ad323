"""The words of the roster. Order is the meaning of levels and degrees alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ExpertState(models.TextChoices):
    """Where a profile stands; the expert always sees which."""

    DRAFT = "draft", pgettext_lazy("state of a profile", "not sent yet")
    RECEIVED = "received", pgettext_lazy("state of a profile", "received")
    UNDER_REVIEW = "under_review", pgettext_lazy("state of a profile", "under review")
    CORRECTION_ASKED = "correction_asked", pgettext_lazy("state of a profile", "correction asked")
    ACTIVE = "active", pgettext_lazy("state of a profile", "active")
    EXPIRED = "expired", pgettext_lazy("state of a profile", "expired")
    DECLINED = "declined", pgettext_lazy("state of a profile", "declined")

    @classmethod
    def registered(cls) -> list["ExpertState"]:
        """Every state after the profile was sent: what the factsheet counts."""
        return [state for state in cls if state is not cls.DRAFT]

    @classmethod
    def undecided(cls) -> list["ExpertState"]:
        """What staff still have to decide."""
        return [cls.RECEIVED, cls.UNDER_REVIEW]


class Gender(models.TextChoices):
    WOMAN = "woman", _("woman")
    MAN = "man", _("man")
    OTHER = "other", pgettext_lazy("gender", "another")
    NOT_SAID = "not_said", _("not said")


class Standing(models.TextChoices):
    """Officials of ACP and EU governments were as welcome as independent consultants."""

    OFFICIAL = "official", _("official of a government or public institution")
    INDEPENDENT = "independent", _("independent")


class Level(models.IntegerChoices):
    """How well somebody speaks a language."""

    BASIC = 1, pgettext_lazy("level of a language", "basic")
    WORKING = 2, pgettext_lazy("level of a language", "good enough to work in")
    FLUENT = 3, pgettext_lazy("level of a language", "fluent")
    MOTHER_TONGUE = 4, pgettext_lazy("level of a language", "mother tongue")


class Degree(models.IntegerChoices):
    """The highest degree; an advanced one is a master's or more."""

    NONE = 1, _("no university degree")
    BACHELOR = 2, _("bachelor’s degree or similar")
    MASTER = 3, _("master’s degree or similar")
    DOCTORATE = 4, _("doctorate")

    @property
    def is_advanced(self) -> bool:
        return self >= Degree.MASTER


class SpokenLanguage(models.TextChoices):
    """What people of the roster work in, by ISO 639; those of the site first."""

    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    PORTUGUESE = "pt", _("Portuguese")
    SPANISH = "es", _("Spanish")
    AFRIKAANS = "af", _("Afrikaans")
    AMHARIC = "am", _("Amharic")
    ARABIC = "ar", _("Arabic")
    BISLAMA = "bi", _("Bislama")
    CHICHEWA = "ny", _("Chichewa")
    DUTCH = "nl", _("Dutch")
    FIJIAN = "fj", _("Fijian")
    FULA = "ff", _("Fula")
    GERMAN = "de", _("German")
    HAITIAN_CREOLE = "ht", _("Haitian Creole")
    HAUSA = "ha", _("Hausa")
    IGBO = "ig", _("Igbo")
    ITALIAN = "it", _("Italian")
    KINYARWANDA = "rw", _("Kinyarwanda")
    KIRUNDI = "rn", _("Kirundi")
    LINGALA = "ln", _("Lingala")
    MALAGASY = "mg", _("Malagasy")
    OROMO = "om", _("Oromo")
    SAMOAN = "sm", _("Samoan")
    SETSWANA = "tn", _("Setswana")
    SHONA = "sn", _("Shona")
    SOMALI = "so", _("Somali")
    SOTHO = "st", _("Sotho")
    SWAHILI = "sw", _("Swahili")
    TETUM = "tet", _("Tetum")
    TIGRINYA = "ti", _("Tigrinya")
    TOK_PISIN = "tpi", _("Tok Pisin")
    TONGAN = "to", _("Tongan")
    WOLOF = "wo", _("Wolof")
    XHOSA = "xh", _("Xhosa")
    YORUBA = "yo", _("Yoruba")
    ZULU = "zu", _("Zulu")
    OTHER = "other", _("another language")


class ExpertVerb(models.TextChoices):
    """What can happen to a profile; the expert reads the list of it."""

    SUBMIT = "submit", pgettext_lazy("a profile was", "sent")
    REVIEW = "review", pgettext_lazy("a profile was", "taken under review")
    ASK = "ask", pgettext_lazy("a profile was", "sent back for a correction")
    ACCEPT = "accept", pgettext_lazy("a profile was", "accepted")
    DECLINE = "decline", pgettext_lazy("a profile was", "declined")
    CONFIRM = "confirm", pgettext_lazy("a profile was", "confirmed")
    EXPIRE = "expire", pgettext_lazy("a profile was", "left unconfirmed and expired")
    PAUSE = "pause", pgettext_lazy("a profile was", "paused")
    RESUME = "resume", pgettext_lazy("a profile was", "resumed")
    MERGE = "merge", pgettext_lazy("a profile was", "joined with another of the same person")


class ConsentKey(models.TextChoices):
    """What a person agrees to, each apart from the others."""

    ROSTER = "roster", _("being in the roster")
    OTHER_PROGRAMMES = "other_programmes", _("being contacted for other programmes")
    TRUTH = "truth", _("statement of truth")


class DeploymentState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("deployment", "planned")
    INVITED = "invited", pgettext_lazy("deployment", "invited")
    AGREED = "agreed", pgettext_lazy("deployment", "agreed")
    REFUSED = "refused", pgettext_lazy("deployment", "turned down by the expert")
    CANCELLED = "cancelled", pgettext_lazy("deployment", "cancelled")

    @classmethod
    def counting(cls) -> list["DeploymentState"]:
        """Those whose days count towards the sixty of an intervention."""
        return [cls.PLANNED, cls.INVITED, cls.AGREED]


class Decision(models.TextChoices):
    """What became of a person on a shortlist."""

    LISTED = "listed", pgettext_lazy("on a shortlist", "listed")
    CHOSEN = "chosen", pgettext_lazy("on a shortlist", "chosen")
    DROPPED = "dropped", pgettext_lazy("on a shortlist", "not chosen")


class ReleaseTable(models.TextChoices):
    """The tables of a release of figures on people."""

    TOTAL = "total", _("registered")
    GENDER = "gender", _("gender")
    TOPIC = "topic", _("topic")
    REGION = "region", _("region of experience")
    LANGUAGE = "language", _("language")


class CVScan(models.TextChoices):
    """What the virus scanner said of a CV."""

    CLEAN = "clean", _("scanned: clean")
    NOT_SCANNED = "not_scanned", _("not scanned")
    INFECTED = "infected", _("scanned: infected, locked away")
