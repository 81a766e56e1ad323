from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from acpmigration.accounts.models import User
from technical_assistance.domain.assignment import assign_coordinator
from technical_assistance.domain.follow_ups import add_follow_up
from technical_assistance.enums import Status
from technical_assistance.forms.coordinator import coordinators
from technical_assistance.models import Intervention

NEXT_STEP = "Sample: ask the ministry for its comments on the report."


class Command(BaseCommand):
    help = "Give the demo's coordinators interventions to look after, and each a next step."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("Demo work is made on a demo site only, never on a real one.")
        for person in coordinators():
            own = Intervention.objects.editable_by(person).by_title()
            free = own.filter(coordinator=None, status=Status.ONGOING)
            if own.filter(coordinator=person).exists():
                continue
            for row in free:
                assign_coordinator(intervention=row, coordinator=person, by=User.objects.system())
            if first := own.filter(coordinator=person).first():
                now = timezone.now()
                add_follow_up(
                    intervention=first,
                    text=NEXT_STEP,
                    owner=person,
                    due_on=now.date(),
                    by=person,
                    at=now,
                )
