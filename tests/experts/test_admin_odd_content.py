"""Whatever an expert or a colleague typed is text in the back-office and in mails, never run."""

import pytest
from django.urls import reverse

from acpmigration.pages.models import OutgoingMail
from experts.domain.review import decline
from experts.enums import Decision, ExpertVerb
from tests.dashboard.test_odd_content import PAIRS
from tests.experts.acting import NOW
from tests.factories.experts import (
    SENT,
    ChoiceFactory,
    DeploymentFactory,
    ExpertFactory,
    ShortlistFactory,
)
from tests.technical_assistance.back_office import change_page, step_of
from tests.technical_assistance.test_admin_odd_content import run
from tests.test_admin_odd_content import with_attack

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("attack", PAIRS)
def test_what_is_typed_is_never_run(administrator_client, administrator, attack):
    waiting, active = (
        with_attack(ExpertFactory(**{state: True}), attack) for state in ("received", "active")
    )
    for expert in (waiting, active):
        with_attack(expert.past_assignments.create(title="x", first_year=2015), attack)
        event = expert.events.create(verb=ExpertVerb.SUBMIT, at=SENT, by=administrator)
        with_attack(event, attack)
        with_attack(expert.notes.create(text="x", at=SENT, by=administrator), attack)
    shortlist = ShortlistFactory()
    choice = with_attack(ChoiceFactory(shortlist=shortlist, expert=active), attack)
    decided = {"decision": Decision.LISTED, "at": SENT, "by": administrator}
    with_attack(choice.events.create(reason="x", **decided), attack)
    deployment = with_attack(DeploymentFactory(expert=active), attack)
    experts = "admin:experts_expert"
    addresses = [
        *(change_page(record) for record in (waiting, active, shortlist, deployment)),
        *(reverse(f"{experts}_{name}") for name in ("changelist", "queue", "find")),
        f"{reverse(f'{experts}_find')}?shortlist={shortlist.pk}",
        reverse(f"{experts}_merge", args=[waiting.pk, active.pk]),
        reverse("admin:experts_deployment_changelist"),
        change_page(deployment.intervention),
        *(step_of(waiting, verb) for verb in ("decline", "note", "erase")),
        step_of(shortlist, "choose", choice.pk),
        step_of(deployment, "alter"),
    ]

    for address in addresses:
        response = administrator_client.get(address)
        assert response.status_code == 200, address
        assert run(response.text) == [], address


@pytest.mark.parametrize("attack", PAIRS)
def test_a_search_for_it_is_never_run(editor_client, attack):
    response = editor_client.get(
        reverse("admin:experts_expert_find"), {"q": attack[:150], "topic": attack, "starts": attack}
    )

    assert (response.status_code, run(response.text)) == (200, [])


@pytest.mark.parametrize(
    "reason", ["a\r\nBcc: all@example.org", "<b>&amp;</b>", "{{ name }} {% x %}"]
)
def test_a_reason_stands_in_the_mail_as_it_was_typed(editor, reason):
    expert = ExpertFactory(received=True)

    decline(expert=expert, by=editor, at=NOW, reason=reason)

    mail = OutgoingMail.objects.get()
    assert reason in mail.body
    assert "Bcc" not in mail.headers
