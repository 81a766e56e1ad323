"""Files that are made once for a state of the data: whole, by one maker at a time."""

import fcntl
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from acpmigration.open_data import made as module
from acpmigration.open_data.made import StillBeingMade, made, read
from acpmigration.reference.models import Region
from tests.factories.reference import RegionFactory
from tests.technical_assistance.at_once import at_once

NAME = "regions.txt"

pytestmark = pytest.mark.django_db


class Maker:
    """Writes the regions there are, and counts how often it was asked to."""

    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        for slug in Region.objects.order_by("slug").values_list("slug", flat=True):
            yield f"{slug}\n".encode()


@pytest.fixture
def maker():
    RegionFactory(slug="first")
    return Maker()


def content(make, *about):
    return b"".join(read(made(NAME, make, *about)))


def an_hour_later(settings):
    for file in Path(settings.MADE_ROOT).iterdir():
        os.utime(file, (time.time() - 3_601,) * 2)


def kept(settings):
    return sorted(each.name for each in Path(settings.MADE_ROOT).iterdir() if each.suffix == ".txt")


def test_it_lies_among_the_uploads_wherever_they_are(maker, media, settings):
    settings.MADE_ROOT = None
    content(maker)

    assert [name.partition("/")[0] for name in media()] == ["made", "made"]


def test_it_is_made_once_for_a_state_of_the_data(maker):
    assert content(maker) == content(maker) == b"first\n"
    assert maker.times == 1


def test_it_is_made_anew_once_the_data_change(maker):
    content(maker)
    RegionFactory(slug="second")

    assert content(maker) == b"first\nsecond\n"
    assert maker.times == 2


def test_the_former_one_goes_once_nobody_was_told_of_it_for_an_hour(maker, settings):
    former = made(NAME, maker)
    RegionFactory(slug="second")
    content(maker)
    assert former.exists()

    an_hour_later(settings)
    RegionFactory(slug="third")
    content(maker)
    assert len(kept(settings)) == 1


def test_one_that_somebody_was_just_told_of_stays_however_old_it_is(maker, settings):
    made(NAME, maker)
    an_hour_later(settings)
    told = made(NAME, maker)
    RegionFactory(slug="second")
    content(maker)

    assert b"".join(read(told)) == b"first\n"


def test_it_is_made_anew_for_other_settings_and_another_release(maker, settings):
    content(maker, "one site")
    content(maker, "another site")
    assert maker.times == 2

    settings.RELEASE = "the next one"
    content(maker, "another site")
    assert maker.times == 3


def test_of_one_that_could_not_be_finished_nothing_is_ever_given_out(maker, settings):
    def broken():
        yield b"half of"
        raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"):
        made(NAME, broken)
    assert content(maker) == b"first\n"
    assert len(kept(settings)) == 1


def test_what_a_killed_maker_has_left_is_cleared_away(maker, settings):
    content(maker)
    left = Path(settings.MADE_ROOT) / f"half-{kept(settings)[0]}"
    left.write_bytes(b"half of")
    an_hour_later(settings)
    RegionFactory(slug="second")

    assert content(maker) == b"first\nsecond\n"
    assert not left.exists()


def test_another_file_is_left_alone(maker, settings):
    other = made("other-things.txt", lambda: iter([b"others"]))
    an_hour_later(settings)
    RegionFactory()
    content(maker)

    assert other.read_bytes() == b"others"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_once_one_makes_it_and_the_other_waits(maker, tmp_path):
    is_making, is_asked = threading.Event(), threading.Event()

    def slowly():
        is_making.set()
        assert is_asked.wait(20)
        yield from maker()

    def other():
        assert is_making.wait(20)
        is_asked.set()
        return content(maker)

    assert at_once(tmp_path, lambda: content(slowly), other) == [b"first\n", b"first\n"]
    assert maker.times == 1


def test_nobody_waits_for_ever(maker, monkeypatch, settings):
    monkeypatch.setattr(module, "PATIENCE", 0.2)
    content(maker)
    RegionFactory(slug="second")

    with (Path(settings.MADE_ROOT) / f"{NAME}.lock").open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(StillBeingMade):
            made(NAME, maker)
    assert content(maker) == b"first\nsecond\n"


def test_a_process_that_was_killed_keeps_nobody_waiting(maker, monkeypatch, settings):
    monkeypatch.setattr(module, "PATIENCE", 5)
    content(maker)
    RegionFactory(slug="second")
    lock = Path(settings.MADE_ROOT) / f"{NAME}.lock"
    holds = "import fcntl, sys, time; f = open(sys.argv[1], 'ab'); fcntl.flock(f, fcntl.LOCK_EX)"
    holds += "; print('held', flush=True); time.sleep(60)"
    command = [sys.executable, "-c", holds, str(lock)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout.readline() == b"held\n"
        process.kill()

    assert content(maker) == b"first\nsecond\n"
