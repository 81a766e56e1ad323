"""What the audit trail says of the roster."""

from django.utils.translation import gettext_lazy as _

from acpmigration.events import register

register(
    {
        "experts.roster-viewed": _("roster looked at"),
        "experts.queue-viewed": _("profiles that wait looked at"),
        "experts.searched": _("experts searched"),
        "experts.shortlist-viewed": _("shortlist looked at"),
        "experts.deployments-listed": _("list of deployments looked at"),
        "experts.deployment-viewed": _("deployment looked at"),
        "experts.panel-viewed": _("deployed experts of an intervention looked at"),
        "experts.profile-viewed": _("profile looked at"),
        "experts.cv-viewed": _("CV looked at"),
        "experts.cv-downloaded": _("CV downloaded"),
        "experts.profile-review": _("profile taken under review"),
        "experts.profile-ask": _("correction of a profile asked"),
        "experts.profile-accept": _("profile accepted"),
        "experts.profile-decline": _("profile declined"),
        "experts.profile-merged": _("profiles of one person joined"),
        "experts.note-added": _("note on a profile added"),
        "experts.shortlist-made": _("shortlist made"),
        "experts.shortlist-changed": _("shortlist changed"),
        "experts.choice-listed": _("expert put on a shortlist"),
        "experts.choice-chosen": _("expert chosen from a shortlist"),
        "experts.choice-dropped": _("expert not chosen from a shortlist"),
        "experts.deployment-planned": _("deployment planned"),
        "experts.deployment-changed": _("deployment changed"),
        "experts.deployment-offered": _("deployment offered"),
        "experts.deployment-agreed": _("deployment agreed to"),
        "experts.deployment-turned-down": _("deployment turned down"),
        "experts.invitation-asked-again": _("another link to an offer asked for"),
        "experts.deployment-cancelled": _("deployment cancelled"),
        "experts.data-given": _("all data of a person downloaded"),
        "experts.erased": _("profile erased"),
    }
)
