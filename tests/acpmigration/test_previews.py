"""Links to records that are not public: made, read by a stranger, noted, revoked, forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.signing import Signer
from django.urls import reverse
from django.utils import timezone

from acpmigration import data_version
from acpmigration.logs import JSONLines, about
from acpmigration.pages.domain.previews import (
    MADE,
    REVOKED,
    ReaderMissing,
    forget_links,
    key_of,
    make_link,
    note_visit,
    revoke_link,
    token_of,
)
from acpmigration.pages.models import AuditEvent, PreviewLink, PreviewVisit
from acpmigration.pages.tasks import forget_previews
from acpmigration.refusals import NotNow, NotYours, Refusal
from tests.factories.files import picture
from tests.factories.knowledge import EditionFactory, EventFactory, KnowledgeProductFactory
from tests.factories.nsa_grants import GrantPictureFactory, GrantProjectFactory
from tests.factories.technical_assistance import (
    InterventionFactory,
    PictureFactory,
    StageDocumentFactory,
    opened,
)
from tests.technical_assistance.back_office import step_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

AT = datetime(2019, 5, 8, 9, tzinfo=UTC)
WORDS = "Zanzibari words"
FACTORIES = [InterventionFactory, GrantProjectFactory, KnowledgeProductFactory, EventFactory]


def link_to(record, by, days=7, reader="Ministry of Labour", at=None):
    return make_link(record=record, reader=reader, days=days, by=by, at=at or timezone.now())


def address_of(link, prefix=""):
    return f"{prefix}/preview/{token_of(link)}/"


# The rules -----------------------------------------------------------------------------------


def test_link_is_made_for_somebody_and_for_some_days(editor):
    draft = InterventionFactory()

    link = link_to(draft, editor, days=14, reader=" Ministry ", at=AT)

    assert list(PreviewLink.objects.about(draft)) == [link]
    assert (link.reader, link.made_by, link.expires_at) == (
        "Ministry",
        editor,
        AT + timedelta(days=14),
    )
    event = AuditEvent.objects.about(link).get()
    assert (event.event, event.actor) == (MADE, editor.pk)


@pytest.mark.parametrize("reader", ["", "  ", "x" * 151])
def test_link_for_nobody_is_not_made(editor, reader):
    with pytest.raises(ReaderMissing):
        link_to(InterventionFactory(), editor, reader=reader)


def test_no_link_lasts_for_ever(editor):
    with pytest.raises(Refusal, match="how long"):
        link_to(InterventionFactory(), editor, days=365)


def test_only_editors_make_and_revoke(editor, viewer, coordinator):
    draft = InterventionFactory()
    link = link_to(draft, editor)

    for person in (viewer, coordinator):
        with pytest.raises(NotYours):
            link_to(draft, person)
        with pytest.raises(NotYours):
            revoke_link(link=link, by=person, at=AT)


def test_revoked_link_has_ended_and_is_not_revoked_twice(editor, administrator):
    link = link_to(InterventionFactory(), editor, at=AT)

    revoked = revoke_link(link=link, by=administrator, at=AT)

    assert (revoked.revoked_at, revoked.revoked_by) == (AT, administrator)
    assert not PreviewLink.objects.open(AT).exists()
    assert AuditEvent.objects.about(link).by_newest().first().event == REVOKED
    with pytest.raises(NotNow, match="leads nowhere"):
        revoke_link(link=link, by=editor, at=AT)


def test_link_ends_by_itself(editor):
    link = link_to(InterventionFactory(), editor, days=1, at=AT)
    end = AT + timedelta(days=1)

    assert link.is_open(end - timedelta(seconds=1))
    assert not link.is_open(end)
    with pytest.raises(NotNow):
        revoke_link(link=link, by=editor, at=end)


def test_visits_within_a_minute_are_one(editor):
    link = link_to(InterventionFactory(), editor, at=AT)

    for seconds, is_noted in ((0, True), (30, False), (59, False), (61, True)):
        visit = note_visit(link=link, language="fr", at=AT + timedelta(seconds=seconds))
        assert (visit is not None) == is_noted

    counted = PreviewLink.objects.with_visits().get()
    assert (counted.visited, counted.last_visited_at) == (2, AT + timedelta(seconds=61))


def test_token_is_ours_or_leads_to_nothing(editor):
    link = link_to(InterventionFactory(), editor)
    token = token_of(link)

    assert key_of(token) == link.key
    key, signature = token.split(".")
    forged = [
        *(key, f"{key}.", f"{key}.{signature[:-1]}", f"{'0' * 32}.{signature}", "é", "."),
        Signer(salt="another", sep=".").sign(key),
        Signer(salt="acpmigration.pages.preview", sep=".").sign("no key"),
    ]
    assert [key_of(one) for one in forged] == [None] * len(forged)


def test_links_are_forgotten_long_after_their_end_with_their_visits(editor):
    old = link_to(InterventionFactory(), editor, days=1, at=AT)
    note_visit(link=old, language="en", at=AT)
    kept = link_to(InterventionFactory(), editor, days=30, at=AT)
    after = AT + timedelta(days=92)

    assert forget_previews(after, True) == {"old": 1}
    assert forget_previews(after, False) == {"removed": 1}
    assert list(PreviewLink.objects.all()) == [kept]
    assert not PreviewVisit.objects.exists()
    assert forget_links(before=AT) == 0


# What a reader sees -----------------------------------------------------------------------------


@pytest.mark.parametrize("factory", FACTORIES)
def test_stranger_reads_the_draft_as_its_page_will_be(client, editor, factory):
    draft = factory(title=WORDS)
    link = link_to(draft, editor)

    page = client.get(address_of(link))

    assert page.status_code == 200
    assert f'<h1 dir="auto">{WORDS}</h1>' in page.text
    assert "Preview for Ministry of Labour" in page.text
    assert "This page is not public." in page.text
    assert "Only staff" not in page.text
    assert f"/admin/{draft._meta.app_label}/" not in page.text
    assert not page.cookies
    headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
    headers |= {"Referrer-Policy": "no-referrer"}
    assert {name: page[name] for name in headers} == headers


@pytest.mark.parametrize("factory", FACTORIES)
def test_public_record_has_its_preview_too_and_in_every_language(client, editor, factory):
    link = link_to(factory(title=WORDS, published=True), editor)

    page = client.get(address_of(link, "/fr"))

    assert page.status_code == 200
    assert page["Content-Language"] == "fr"
    assert WORDS in page.text
    assert PreviewVisit.objects.get().language == "fr"


@pytest.mark.parametrize("factory", FACTORIES)
def test_editor_sees_what_the_reader_will_see(client, editor, editor_client, factory):
    link = link_to(factory(), editor)

    assert client.get(address_of(link)).content == editor_client.get(address_of(link)).content


def over(link, by):
    revoke_link(link=link, by=by, at=timezone.now())


def ended(link, by):
    PreviewLink.objects.update(made_at=AT, expires_at=AT + timedelta(days=1))


def gone(link, by):
    EventFactory._meta.model.objects.all().delete()


def forgotten(link, by):
    PreviewLink.objects.all().delete()


@pytest.mark.parametrize("end", [over, ended, gone, forgotten])
def test_link_that_has_ended_says_so_and_tells_nothing(client, editor, end):
    link = link_to(EventFactory(title=WORDS), editor)
    address = address_of(link)
    another = address_of(link_to(EventFactory(title=WORDS), editor))
    end(link, editor)

    page = client.get(address)

    assert page.status_code == 410
    assert "This preview has ended" in page.text
    assert "ask the person who sent it" in page.text
    for told in ("Zanzibari", "Ministry of Labour", "editor@example.org"):
        assert told not in page.text
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["Cache-Control"] == "no-store"
    assert not PreviewVisit.objects.exists()
    if end is over:
        # Only this one.
        assert client.get(another).status_code == 200


@pytest.mark.parametrize("token", ["x", "a.b", "%00", "é" * 40, "0" * 32 + "." + "A" * 43])
def test_forged_address_is_not_found(client, token):
    page = client.get(f"/preview/{token}/")

    assert page.status_code in (400, 404)
    assert client.get(f"/preview/{token}/files/picture/1").status_code in (400, 404)


def test_preview_changes_nothing_but_its_visits(client, editor):
    draft = EventFactory()
    link = link_to(draft, editor)
    before = data_version.version()

    assert client.head(address_of(link)).status_code == 200
    assert not PreviewVisit.objects.exists()
    client.get(address_of(link))

    assert PreviewVisit.objects.count() == 1
    assert data_version.version() == before
    assert client.post(address_of(link)).status_code == 405


@pytest.mark.parametrize("factory", FACTORIES)
def test_no_public_page_tells_of_the_draft_for_its_preview(client, editor, factory):
    draft = factory(title=WORDS)
    link = link_to(draft, editor)
    client.get(address_of(link))

    assert client.get(draft.get_absolute_url()).status_code == 404
    for public in ("/", "/interventions/", "/grants/", "/knowledge/", "/events/", "/sitemap.xml"):
        page = client.get(public)
        assert WORDS not in page.text
        assert token_of(link) not in page.text
    found = client.get("/search/", {"q": "Zanzibari"})
    assert draft.get_absolute_url() not in found.text


# Files ---------------------------------------------------------------------------------------


def test_pictures_and_public_documents_are_read_under_the_link_and_internal_ones_never(
    client, editor
):
    draft = opened(by=editor)
    stage = draft.stages.get(kind=1)
    public = StageDocumentFactory(stage=stage, title="Public note", is_public=True)
    internal = StageDocumentFactory(stage=stage, title="Internal note")
    shown = PictureFactory(intervention=draft)
    address = address_of(link_to(draft, editor))

    page = client.get(address)

    assert f"{address}files/document/{public.pk}" in page.text
    assert f"{address}files/picture/{shown.pk}" in page.text
    assert "Internal note" not in page.text
    for file in (f"document/{public.pk}", f"picture/{shown.pk}"):
        answer = client.get(f"{address}files/{file}")
        assert answer.status_code == 200
        assert b"".join(answer)
        assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")
        assert answer["Content-Security-Policy"].startswith("sandbox")
    for file in (f"document/{internal.pk}", "document/0", f"letter/{public.pk}"):
        assert client.get(f"{address}files/{file}").status_code == 404
    # At their own addresses they are nobody's still.
    assert client.get(public.get_absolute_url()).status_code == 404
    assert client.get(shown.get_absolute_url()).status_code == 404


def test_files_of_another_record_are_not_read_under_the_link(client, editor):
    address = address_of(link_to(opened(by=editor), editor))
    other = opened(by=editor)
    document = StageDocumentFactory(stage=other.stages.get(kind=1), is_public=True)
    pictured = PictureFactory(intervention=other)

    for file in (f"document/{document.pk}", f"picture/{pictured.pk}"):
        assert client.get(f"{address}files/{file}").status_code == 404


def test_files_of_grants_and_products_are_read_under_the_link(client, editor):
    pictured = GrantPictureFactory()
    edition = EditionFactory(product__cover=ContentFile(picture(), name="cover.jpg"))
    product = edition.product
    of_grant = address_of(link_to(pictured.grant, editor))
    of_product = address_of(link_to(product, editor))

    for address, file in (
        (of_grant, f"picture/{pictured.pk}"),
        (of_product, f"edition/{edition.pk}"),
        (of_product, f"cover/{product.pk}"),
    ):
        assert f"{address}files/{file}" in client.get(address).text
        assert client.get(f"{address}files/{file}").status_code == 200
    assert client.get(f"{of_product}files/cover/{product.pk + 1}").status_code == 404
    assert not edition.downloads.exists()


def test_files_end_with_the_link(client, editor):
    shown = GrantPictureFactory()
    link = link_to(shown.grant, editor)
    over(link, editor)

    assert client.get(f"{address_of(link)}files/picture/{shown.pk}").status_code == 410


# The page of the links -----------------------------------------------------------------------


def test_editor_makes_a_link_copies_its_address_and_revokes_it(client, editor_client, editor):
    draft = EventFactory(title=WORDS)
    page = step_of(draft, "preview_links")
    assert page in editor_client.get(reverse(CHANGE, args=[draft.pk])).text

    made = editor_client.post(page, {"reader": "Ministry", "days": "7"}, follow=True)

    link = PreviewLink.objects.get()
    assert f'value="http://testserver{address_of(link)}"' in made.text
    assert "Not opened yet." in made.text
    client.get(address_of(link))
    assert "Opened 1 time" in editor_client.get(page).text

    revoke = step_of(draft, "preview_link_revoke", link.pk)
    assert editor_client.get(revoke).status_code == 405
    revoked = editor_client.post(revoke, follow=True)

    assert "The link was revoked" in revoked.text
    assert address_of(link) not in revoked.text
    assert client.get(address_of(link)).status_code == 410
    assert "leads nowhere any more" in editor_client.post(revoke, follow=True).text


CHANGE = "admin:knowledge_event_change"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"reader": "", "days": "7"}, "reader"),
        ({"reader": "x" * 151, "days": "7"}, "reader"),
        ({"reader": "Ministry\0", "days": "7"}, "reader"),
        ({"reader": "Ministry", "days": "365"}, "days"),
        ({"reader": "Ministry", "days": "x"}, "days"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_kept(editor_client, sent, field):
    draft = EventFactory()

    refused = editor_client.post(step_of(draft, "preview_links"), sent)

    assert list(refused.context["form"].errors) == [field]
    assert refused.context["form"]["reader"].value() == sent["reader"]
    assert not PreviewLink.objects.exists()


def test_links_of_another_record_are_not_revoked_here(editor_client, editor):
    link = link_to(EventFactory(), editor)
    other = EventFactory()

    answer = editor_client.post(step_of(other, "preview_link_revoke", link.pk))

    assert answer.status_code == 404
    assert PreviewLink.objects.open(timezone.now()).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_links_are_listed_in_a_fixed_number_of_queries(
    editor_client, editor, count, django_assert_num_queries
):
    draft = EventFactory()
    for number in range(count):
        note_visit(link=link_to(draft, editor, reader=str(number)), language="en", at=AT)
    editor_client.get("/admin/")

    with django_assert_num_queries(4):
        page = editor_client.get(step_of(draft, "preview_links"))

    assert page.text.count("Opened 1 time") == count


def test_no_log_names_the_address_of_a_preview(client, editor, caplog):
    link = link_to(EventFactory(title=WORDS), editor)
    read = client.get(address_of(link))
    over(link, editor)
    refused = client.get(address_of(link))

    formatter = JSONLines()
    written = [formatter.format(record) for record in caplog.records]
    written += [str(about(answer.wsgi_request, answer.status_code)) for answer in (read, refused)]

    assert not [line for line in written if token_of(link) in line or WORDS in line]
    assert [line for line in written if "pages:preview" in line]
