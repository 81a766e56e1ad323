"""What follows a commit: done once it is there, and never able to undo it."""

import logging

import pytest

from acpmigration.commits import after_commit


@pytest.mark.django_db
def test_it_is_done_after_the_commit(django_capture_on_commit_callbacks):
    done = []

    with django_capture_on_commit_callbacks(execute=True):
        after_commit(done.append, "mail")
        assert done == []

    assert done == ["mail"]


@pytest.mark.django_db(transaction=True)
def test_what_fails_is_logged_and_what_comes_after_it_is_done(caplog):
    done = []

    def fail() -> None:
        raise OSError("the disk is full")

    with caplog.at_level(logging.ERROR):
        after_commit(fail)
        after_commit(done.append, "mail")

    assert done == ["mail"]
    assert "the disk is full" in caplog.text
