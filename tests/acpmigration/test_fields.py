"""The components that a form is made of: labels, hints, errors beside the field and on top."""

import re
from html import unescape

import pytest
from django import forms
from django.template.loader import render_to_string

from acpmigration.templatetags.fields import Problem, problems

pytestmark = pytest.mark.static


class Question(forms.Form):
    name = forms.CharField(label="Your name", help_text="As in your passport.")
    remark = forms.CharField(label="Remark", required=False, widget=forms.Textarea)
    gender = forms.ChoiceField(
        label="Gender", choices=[("w", "Woman"), ("m", "Man")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="I agree")
    seen = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> None:
        raise forms.ValidationError("Nothing <fits>.")


def drawn(form: forms.Form, name: str) -> str:
    page = render_to_string("components/field.html", {"field": form[name]})
    return re.sub(r"\s+", " ", page)


def ids_described(page: str) -> set[str]:
    return set(" ".join(re.findall(r'aria-describedby="([^"]*)"', page)).split())


def test_a_field_has_its_label_and_is_described_by_its_hint():
    page = drawn(Question(), "name")

    assert '<label for="id_name">Your name</label>' in page
    assert '<div class="hint" id="id_name_helptext">As in your passport.</div>' in page
    assert ids_described(page) == {"id_name_helptext"}
    assert "data-wrong" not in page


def test_what_may_be_left_out_says_so():
    assert '<label for="id_remark">Remark <span class="muted">(optional)</span></label>' in drawn(
        Question(), "remark"
    )


def test_a_refused_field_is_described_by_what_is_wrong_and_keeps_what_was_typed():
    form = Question({"name": "", "remark": "kept <b>"})

    name, remark = drawn(form, "name"), drawn(form, "remark")

    assert ids_described(name) == {"id_name_helptext", "id_name_error"}
    assert 'id="id_name_error"' in name
    assert 'aria-invalid="true"' in name
    assert "This field is required." in name
    assert "kept &lt;b&gt;" in remark


def test_a_choice_is_one_group_with_a_name_and_a_label_for_each_answer():
    page = drawn(Question({}), "gender")

    assert "<legend>Gender</legend>" in page
    assert '<fieldset aria-describedby="id_gender_error">' in page
    assert '<label class="opt" for="id_gender_0">' in page
    assert '<label class="opt" for="id_gender_1">' in page


def test_a_box_stands_before_its_label():
    page = drawn(Question(), "agreed")

    assert re.search(r'<label class="opt" for="id_agreed"><input type="checkbox"[^>]*><span>', page)


def test_a_hidden_field_is_only_its_control():
    page = drawn(Question(), "seen").strip()

    assert page == '<input type="hidden" name="seen" id="id_seen">'


def test_the_summary_names_all_problems_in_order_and_leads_to_the_controls():
    form = Question({"remark": "x"})

    assert problems(form, None) == [
        Problem("Nothing <fits>."),
        Problem("This field is required.", "id_name"),
        Problem("This field is required.", "id_gender_0"),
        Problem("This field is required.", "id_agreed"),
        Problem("This field is required."),
    ]


def test_the_summary_takes_the_focus_and_links_the_fields():
    page = render_to_string("components/errors.html", {"form": Question({"name": "Ana"})})

    assert 'role="alert" tabindex="-1" autofocus' in page
    assert '<a href="#id_gender_0">This field is required.</a>' in page
    assert "Nothing <fits>." in unescape(page)
    assert "<fits>" not in page


def test_a_form_without_problems_has_no_summary():
    assert render_to_string("components/errors.html", {"form": Question()}).strip() == ""


def test_the_title_of_a_refused_page_begins_with_error():
    title = re.search(r"<title>.*</title>", render_to_string("base.html", {"form": Question({})}))

    assert title is not None
    assert title[0].startswith("<title>Error: ")
    assert "<title>Error" not in render_to_string("base.html", {"form": Question()})


def test_steps_say_which_are_done_and_where_one_is():
    steps = [
        {"label": "You", "link": "/you/", "is_done": True},
        {"label": "Skills", "is_current": True},
        {"label": "Send"},
    ]

    page = render_to_string("components/steps.html", {"steps": steps})

    assert '<li data-done><span><a href="/you/">You</a><span class="vh"> (done)</span>' in page
    assert '<li aria-current="step"><span>Skills</span></li>' in page
    assert "<li><span>Send</span></li>" in page
