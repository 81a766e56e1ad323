from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User
from acpmigration.dates import today
from experts.domain.releases import make_release
from experts.management.sample.assignments import Assignments
from experts.management.sample.people import Roster
from experts.management.sample.storing import Store
from experts.models import Choice, ChoiceEvent, Deployment, RosterRelease, Shortlist
from technical_assistance.management.loading import LoadCommand


class Command(LoadCommand):
    help = "Load the sample roster from a readable file, once; on a demo site only."

    def load(self, written, by):
        if not settings.DEMO:
            raise CommandError("This loads sample people: on a demo site only.")
        if RosterRelease.objects.filter(as_of=written["release"]).exists():
            return "the sample roster is there already."
        staff = editor(written["staff"])
        people = Roster(written, today()).people()
        Store(written, staff=staff, system=by).people(people)
        store_assignments(written, Assignments(people, today(), staff))
        make_release(as_of=written["release"], by=by, at=timezone.now())
        drafts = sum(person.expert.is_draft for person in people)
        return f"{len(people) - drafts} experts and {drafts} drafts are new."


def editor(email):
    """Who decided on the sample profiles; the demo gives the log-in its password later."""
    user, is_new = User.objects.get_or_create(email=email, defaults={"role": Role.EDITOR})
    if is_new:
        user.set_unusable_password()
        user.save()
    return user


def store_assignments(written, assignments):
    deployed = Deployment.objects.bulk_create(
        [assignments.deployment(each) for each in written["deployments"]]
    )
    shortlists = Shortlist.objects.bulk_create(
        [assignments.shortlist(each) for each in written["shortlists"]]
    )
    for shortlist in shortlists:
        shortlist.topics.set(shortlist.intervention.topics.all())
        shortlist.typologies.set(shortlist.intervention.typologies.all())
    choices = Choice.objects.bulk_create(
        choice
        for shortlist in shortlists
        for choice in assignments.choices(shortlist, written["choices"], deployed)
    )
    ChoiceEvent.objects.bulk_create(
        ChoiceEvent(choice=one, decision=one.decision, reason=one.reason, at=one.at, by=one.by)
        for one in choices
    )
