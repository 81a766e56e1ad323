import pytest
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from redis.exceptions import RedisError

from acpmigration.accounts.models import User
from acpmigration.dates import today
from acpmigration.pages.models import Text
from acpmigration.public import public_page
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory

pytestmark = pytest.mark.django_db

ABOUT = "/about/"


@pytest.fixture
def about():
    return Text.objects.create(key="page/about", title_en="About the Action", body_en="<p>Why.</p>")


def test_a_page_that_did_not_change_is_answered_304_by_one_query(
    client, about, django_assert_num_queries
):
    first = client.get(ABOUT)

    with django_assert_num_queries(1):
        second = client.get(ABOUT, headers={"if-none-match": first["ETag"]})

    assert first.status_code == 200
    assert first["Cache-Control"] == "no-cache"
    assert (second.status_code, second.content) == (304, b"")
    assert second["ETag"] == first["ETag"]


def test_a_weak_etag_made_by_a_compressing_server_is_known_too(client, about):
    etag = client.get(ABOUT)["ETag"]

    assert client.get(ABOUT, headers={"if-none-match": f"W/{etag}"}).status_code == 304


def test_the_next_answer_shows_what_changed(client, about):
    etag = client.get(ABOUT)["ETag"]

    Text.objects.update(title_en="About us")
    response = client.get(ABOUT, headers={"if-none-match": etag})

    assert response.status_code == 200
    assert response["ETag"] != etag
    assert "About us" in response.text


def test_the_etag_holds_release_demo_day_and_address(rf, settings, monkeypatch):
    view = public_page(lambda request: HttpResponse("same"))

    def etag(address: str = "/x/") -> str:
        return view(rf.get(address))["ETag"]

    before = etag()
    assert etag() == before
    assert etag("/x/?page=2") != before

    settings.RELEASE = "another"
    released = etag()
    settings.DEMO = True
    shown_as_demo = etag()
    monkeypatch.setattr("acpmigration.public.today", lambda: today().replace(year=2031))

    assert len({before, released, shown_as_demo, etag()}) == 4


def test_everybody_gets_the_same_bytes(client, administrator_client, about):
    stranger, administrator = client.get(ABOUT), administrator_client.get(ABOUT)

    assert stranger.content == administrator.content
    assert stranger["ETag"] == administrator["ETag"]
    for response in (stranger, administrator):
        assert not response.cookies
        assert not response.has_header("Vary")


def test_whoever_is_signed_in_is_a_stranger_to_a_public_view(rf, administrator: User):
    request = rf.get("/x/")
    request.user = administrator
    seen = []

    public_page(lambda request: seen.append(request.user) or HttpResponse())(request)

    assert seen[0].is_anonymous


def test_the_version_is_read_before_the_page(rf):
    def view(request):
        RegionFactory()
        return TemplateResponse(request, "pages/text.html")

    page = public_page(view)

    assert page(rf.get("/x/"))["ETag"] != page(rf.get("/x/"))["ETag"]


def test_head_is_a_get_without_the_page(client, about):
    get, head = client.get(ABOUT), client.head(ABOUT)

    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == get["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_sent_to_a_public_page(client, about, method):
    client.handler.enforce_csrf_checks = True

    response = getattr(client, method)(ABOUT)

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert response["Cache-Control"] == "no-store"


def test_a_page_that_is_not_found_carries_no_etag(client):
    response = client.get(ABOUT)

    assert response.status_code == 404
    assert not response.has_header("ETag")
    assert response["Cache-Control"] == "no-store"


def test_a_missing_row_is_not_remembered_as_a_page(rf):
    def view(request):
        raise Http404

    with pytest.raises(Http404):
        public_page(view)(rf.get("/x/"))


# Kept here ----------------------------------------------------------------------------------------


@pytest.fixture
def kept(settings):
    settings.PAGES_ARE_KEPT_FOR = 60


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("language", ["", "/fr"])
@pytest.mark.parametrize(
    "address",
    [
        *("/", "/regions/pacific/", "/countries/fiji/", "/topics/visas/", "/organisations/"),
        *("/interventions/", "/interventions/map/", "/requests/", "/grants/", "/grants/map/"),
        *("/knowledge/", "/events/", "/recommendations/", "/experts/"),
        *("/open-data/", "/open-data/embed/"),
    ],
)
def test_a_page_that_many_open_is_made_once(client, language, address, django_assert_num_queries):
    CountryFactory(slug="fiji", region=RegionFactory(slug="pacific"))
    TopicFactory(slug="visas")
    made = client.get(language + address)
    with django_assert_num_queries(1):
        kept = client.get(language + address)

    assert made.status_code == 200
    assert (kept.content, kept.headers) == (made.content, made.headers)


@pytest.mark.usefixtures("kept")
def test_a_kept_page_is_sent_until_something_changes(client, settings):
    before = client.get("/regions/pacific/")
    region = RegionFactory(slug="pacific", name="Pacific")
    first, second = client.get("/regions/pacific/"), client.get("/regions/pacific/")
    type(region).objects.update(name_en="The seven seas")
    after = client.get("/regions/pacific/")
    settings.RELEASE = "another"

    assert before.status_code == 404
    assert first.text == second.text != after.text
    assert "The seven seas" in after.text
    assert client.get("/regions/pacific/").context


@pytest.mark.usefixtures("kept")
def test_a_question_and_another_host_get_a_page_of_their_own(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.get("/interventions/")

    assert client.get("/interventions/?q=visas").context
    assert client.get("/interventions/?q=visas").context
    other = client.get("/interventions/", headers={"host": "portal.example.org"})
    assert "http://portal.example.org/" in other.text
    assert "testserver" not in other.text


@pytest.mark.usefixtures("kept")
def test_without_the_cache_pages_are_made_as_ever(client, monkeypatch):
    def is_down(*args, **kwargs):
        raise RedisError

    for name in ("get", "set"):
        monkeypatch.setattr(cache, name, is_down)

    assert [client.get("/interventions/").status_code for _number in range(2)] == [200, 200]
