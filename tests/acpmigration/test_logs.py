"""What a production site writes down: lines of JSON, and nothing of the person who was there."""

import io
import json
import logging
import re
import runpy

import pytest
from django.http import Http404, HttpResponse
from django.urls import path

from acpmigration.logs import FIELDS, JSONLines, message_of, request_id
from acpmigration.public import public_page
from tests.test_house import PRODUCTION, ROOT, start_production

CANARY = "maria.canary@example.org"
TOKEN = "t0ken-of-maria"
PRIVATE = [CANARY, "Canary", TOKEN, "+32"]


def fails(request, **given):
    name = f"Maria Canary <{CANARY}>"
    try:
        return {}[f"No row of {name} with {TOKEN}"]
    except KeyError as error:
        raise RuntimeError(f"{name} is unknown") from error


def missing(request, **given):
    raise Http404(f"No {CANARY}")


def warns(request, **given):
    logging.getLogger("library").warning(f"Sent to {CANARY}")
    logging.getLogger("library").warning("Sent %s to %s in %d s", TOKEN, CANARY, 3)
    logging.getLogger("library").warning("%(who)s", {"who": CANARY})
    logging.getLogger("library").warning("Sent", extra={"path": CANARY, "status": TOKEN})
    logging.getLogger("library").warning(ValueError(CANARY))
    logging.getLogger("experts.domain").info("Took %d of %s.", 3, CANARY, extra={"to": CANARY})
    return HttpResponse("fine")


def shows(request, **given):
    return HttpResponse("fine")


urlpatterns = [
    path("fails/<token>/", public_page(fails), name="fails"),
    path("missing/<token>/", public_page(missing), name="missing"),
    path("private/<token>/", shows, name="private"),
    path("warns/", public_page(warns), name="warns"),
    path("shows/<slug>/", public_page(shows), name="shows"),
]
handler404 = "acpmigration.errors.not_found"
handler500 = "acpmigration.errors.server_error"


@pytest.fixture
def lines(settings):
    """All that is written, as production does it; each time it is called, what is new."""
    settings.ROOT_URLCONF = __name__
    settings.LANGUAGES = [("en", "English")]
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JSONLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel("INFO")

    def read():
        text = stream.getvalue()
        assert [word for word in PRIVATE if word in text] == []
        return [json.loads(line) for line in text.splitlines()]

    yield read
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def visitor(db, client):
    client.raise_request_exception = False
    return client


def test_an_error_is_its_kinds_and_places_in_the_code(visitor, lines):
    visitor.get(f"/fails/{TOKEN}/?mail={CANARY}", headers={"referer": f"https://x.org/{CANARY}"})

    *_others, failed, answered = lines()
    assert (failed["level"], answered["message"]) == ("ERROR", "Answered.")
    assert failed["message"] == "…: …"
    assert failed["error"] == "builtins.RuntimeError from builtins.KeyError"
    assert re.fullmatch(r"tests/acpmigration/test_logs\.py:\d+ fails", failed["where"][-1])
    assert (failed["method"], failed["status"], failed["view"]) == ("GET", 500, "fails")
    assert failed["request"] == answered["request"]
    assert "path" not in failed
    assert "path" not in answered


def test_a_line_has_only_what_is_on_the_list(visitor, lines):
    for address in (f"/fails/{TOKEN}/", f"/shows/{TOKEN[:1]}/", "/warns/"):
        visitor.get(address)

    allowed = {"time", "level", "logger", "message", "request", "where", *FIELDS}
    assert {name for line in lines() for name in line} <= allowed


def test_each_answer_is_one_line(visitor, lines):
    visitor.get(f"/shows/a-slug/?q={CANARY}")

    [line] = lines()
    assert line.pop("time")[10:] > "T"
    assert re.fullmatch(r"[0-9a-f]{32}", line.pop("request"))
    assert line.pop("milliseconds") >= 0
    assert line == {
        "level": "INFO",
        "logger": "acpmigration.requests",
        "message": "Answered.",
        "method": "GET",
        "status": 200,
        "view": "shows",
        "path": "/shows/a-slug/",
    }
    assert request_id.get() == ""


@pytest.mark.parametrize(
    "address",
    [
        f"/private/{TOKEN}/",
        f"/missing/{TOKEN}/",
        f"/nowhere/{CANARY}/",
        f"/nowhere/?q={CANARY}",
        f"/shows/a-slug/?q=%ff{CANARY}",
        "/shows/" + CANARY * 400,
    ],
    ids=["private", "missing", "unknown", "unknown with a query", "broken", "long"],
)
def test_a_path_that_is_private_or_may_be_anything_is_not_written(visitor, lines, address):
    visitor.get(address)
    visitor.post(address, {"name": "Maria Canary", "phone": "+32 2 1"})

    assert all("path" not in line for line in lines())
    assert len({line["request"] for line in lines()}) == 2


def test_an_unknown_method_may_be_anything(visitor, lines):
    visitor.generic(CANARY, "/shows/a-slug/")

    assert {line["method"] for line in lines()} == {"…"}


def test_values_in_messages_are_left_out_but_for_numbers(visitor, lines):
    visitor.get("/warns/")

    said = [line.get("message", "") for line in lines()]
    assert said == ["", "Sent … to … in 3 s", "…", "", "", "Took 3 of ….", "Answered."]


def test_a_sentence_that_its_values_do_not_fit_stays_as_it_is():
    record = logging.LogRecord("library", 20, "", 1, "Took %d s", (CANARY,), None)

    assert message_of(record) == "Took %d s"


def test_a_host_that_is_not_ours_is_not_repeated(visitor, lines):
    visitor.get("/shows/a-slug/", headers={"host": f"{TOKEN}.example.org"})

    kinds = [line.get("error") for line in lines()]
    assert "django.core.exceptions.DisallowedHost" in kinds


def test_what_happens_outside_of_a_request_has_no_number(lines):
    logging.getLogger("experts.tasks").info("Done.", extra={"job": "experts.reminders"})

    [line] = lines()
    assert (line["job"], line["message"]) == ("experts.reminders", "Done.")
    assert "request" not in line


IN_PRODUCTION = f"""
import django, logging, warnings
# That static files were not collected.
warnings.simplefilter("ignore")
django.setup()
from django.test import Client
client = Client(headers={{"host": "portal.example.org"}}, raise_request_exception=False)
client.get("/fr/{CANARY}/?token={TOKEN}", secure=True)
client.get("/experts/me/?token={TOKEN}", secure=True)
client.get("/", secure=True, headers={{"host": "{TOKEN}.example.org"}})
client.get("/?q={CANARY}", secure=True)
client.post("/accounts/login/", {{"login": "{CANARY}", "password": "{TOKEN}"}}, secure=True)
logging.getLogger("acpmigration").error("Ours.", exc_info=ValueError("{CANARY}"))
"""


def test_production_writes_lines_of_json_and_nobodys_data():
    settings = {"DJANGO_SETTINGS_MODULE": "acpmigration.settings.production"}
    # Nobody listens there: what needs the database fails, and is written down.
    gone = {
        "DATABASE_URL": "postgres://portal@127.0.0.1:1/portal",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }

    started = start_production({**PRODUCTION, **settings, **gone}, IN_PRODUCTION)

    lines = [json.loads(line) for line in started.stderr.splitlines()]
    assert started.stdout == ""
    assert [word for word in PRIVATE if word in started.stderr] == []
    assert {line["level"] for line in lines} >= {"INFO", "ERROR"}
    assert sum(line.get("message") == "Answered." for line in lines) == 5
    assert lines[-1]["error"] == "builtins.ValueError"
    assert any("OperationalError" in line.get("error", "") for line in lines)


def test_gunicorn_writes_the_same_lines_and_no_log_of_addresses():
    told = runpy.run_path(str(ROOT / "deploy" / "gunicorn.conf.py"))
    loggers = told["logconfig_dict"]["loggers"]

    assert told["accesslog"] is None
    assert told["logconfig_dict"]["formatters"]["json"]["()"] == "acpmigration.logs.JSONLines"
    assert loggers["gunicorn.error"]["handlers"] == ["stderr"]
    assert loggers["gunicorn.access"] == {"handlers": [], "level": "CRITICAL", "propagate": False}


def test_nginx_writes_no_addresses_either():
    told = (ROOT / "deploy" / "nginx.conf").read_text()

    assert re.findall(r"access_log ([^;]+);", told) == ["off"]
