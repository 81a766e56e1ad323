"""A product as others cite it."""

from datetime import date

import pytest
from django.utils.translation import override

from knowledge.citations import citation_of
from knowledge.enums import ProductKind
from knowledge.models import KnowledgeProduct
from tests.factories.knowledge import KnowledgeProductFactory

ADDRESS = "https://example.org/knowledge/remittances/"
NASTY = 'Cost & <b>100%</b> of $5 #1 _x_ {y \\ ~ ^ "é"\r\nER  - \nTY  - BOOK'


def cited(**more):
    facts = {
        "slug": "remittances",
        "kind": ProductKind.THEMATIC_PUBLICATION,
        "title": "Remittances",
        "authors": "Diop, Awa\nInternational Organization for Migration",
        "publisher": "IOM",
        "issued_from": date(2018, 1, 1),
        "issued_until": date(2018, 12, 31),
    }
    return citation_of(KnowledgeProduct(**facts | more), ADDRESS)


def depth_of_braces(text):
    """As BibTeX counts them: a backslash before a brace changes nothing."""
    depths, depth = [], 0
    for letter in text:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        depths.append(depth)
    return depths


def test_apa_names_authors_year_title_reference_publisher_and_address():
    assert cited(reference="ENG0625").apa == (
        "Diop, A., & International Organization for Migration. (2018). Remittances (ENG0625). "
        f"IOM. {ADDRESS}"
    )


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Diop, Awa Marie", "Diop, A. M."),
        ("Sartre, Jean-Paul", "Sartre, J.-P."),
        ("Ruiz, J.P.", "Ruiz, J. P."),
        ("Émond, Élise", "Émond, É."),
        ("Plato,", "Plato."),
        ("ACP Secretariat", "ACP Secretariat."),
    ],
)
def test_apa_shortens_given_names_to_initials(line, name):
    assert cited(authors=line).apa.startswith(f"{name} (2018)")


def test_apa_says_the_month_where_it_is_known_and_no_date_where_none_is():
    month = {"issued_from": date(2018, 10, 1), "issued_until": date(2018, 10, 31)}

    assert "(2018, October)" in cited(**month).apa
    assert "(n.d.)" in cited(issued_from=None, issued_until=None).apa


def test_apa_begins_with_the_title_where_no_author_is_known():
    assert cited(authors="").apa == f"Remittances. (2018). IOM. {ADDRESS}"


def test_apa_does_not_repeat_an_author_as_the_publisher():
    assert cited(authors="IOM").apa == f"IOM. (2018). Remittances. {ADDRESS}"


def test_apa_adds_no_full_stop_to_a_question():
    assert "Who moves? IOM." in cited(title="Who moves?").apa


@pytest.mark.parametrize(("number", "shown"), [(20, 20), (21, 20)])
def test_apa_leaves_out_authors_between_the_nineteenth_and_the_last_of_many(number, shown):
    lines = "\n".join(f"Family{each}, Given" for each in range(number))
    apa = cited(authors=lines).apa

    assert apa.count("Family") == shown
    assert f"Family{number - 1}, G. (2018)" in apa
    assert (". . ." in apa) == (number > shown)


def test_bibtex_is_one_entry_of_known_fields():
    assert cited(isbn="978-92-9068-000-0").bibtex == (
        "@book{remittances,\n"
        "  author = {Diop, Awa and {International Organization for Migration}},\n"
        "  title = {{Remittances}},\n"
        "  publisher = {IOM},\n"
        "  year = {2018},\n"
        "  isbn = {978-92-9068-000-0},\n"
        f"  url = {{{ADDRESS}}},\n"
        "}\n"
    )


def test_bibtex_keeps_a_name_with_and_together():
    assert "author = {{Trinidad and Tobago}, Ministry}" in (
        cited(authors="Trinidad and Tobago, Ministry").bibtex
    )


@pytest.mark.parametrize("text", [NASTY, "{", "}", "}}\n@book{other,", "\\", "\\}"])
def test_bibtex_holds_any_text_in_its_field(text):
    written = cited(title=text, authors=text, publisher=text, reference=text, isbn=text).bibtex

    depths = depth_of_braces(written.rstrip("\n"))
    assert depths[-1] == 0
    # Only the last brace ends the entry.
    assert 0 not in depths[depths.index(1) : -1]


def test_bibtex_escapes_what_tex_reads_as_signs_and_keeps_accents():
    assert r"Cost \& <b>100\%</b> of \$5 \#1 \_x\_ \textbraceleft{}y" in cited(title=NASTY).bibtex
    assert '"é"' in cited(title=NASTY).bibtex


def test_ris_is_one_record_with_a_line_for_each_author():
    month = {"issued_from": date(2018, 10, 1), "issued_until": date(2018, 10, 31)}

    assert cited(reference="ENG0625", **month).ris.split("\r\n") == [
        "TY  - BOOK",
        "AU  - Diop, Awa",
        "AU  - International Organization for Migration",
        "TI  - Remittances",
        "PB  - IOM",
        "PY  - 2018",
        "DA  - 2018/10//",
        "M1  - ENG0625",
        f"UR  - {ADDRESS}",
        "ER  - ",
        "",
    ]


def test_ris_lets_no_text_begin_another_field():
    lines = cited(title=NASTY, publisher=NASTY, reference=NASTY, isbn=NASTY).ris.split("\r\n")

    assert [line[:2] for line in lines].count("ER") == 1
    assert [line[:2] for line in lines].count("TY") == 1
    assert not any("\n" in line or "\r" in line for line in lines)


@pytest.mark.parametrize("kind", ProductKind)
def test_every_kind_of_product_can_be_cited(kind):
    assert cited(kind=kind).bibtex.startswith("@")
    assert cited(kind=kind).ris.startswith("TY  - ")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("style", "content_type"),
    [("bib", "application/x-bibtex"), ("ris", "application/x-research-info-systems")],
)
def test_a_citation_is_a_file_of_a_published_product(client, style, content_type):
    product = KnowledgeProductFactory(published=True, title="Çédille")
    answer = client.get(f"/knowledge/{product.slug}/citation.{style}")

    assert answer["Content-Type"] == f"{content_type}; charset=utf-8"
    assert f'filename="{product.slug}.{style}"' in answer["Content-Disposition"]
    assert "Çédille" in answer.content.decode()
    assert f"http://testserver{product.get_absolute_url()}" in answer.content.decode()
    draft = KnowledgeProductFactory()
    assert client.get(f"/knowledge/{draft.slug}/citation.{style}").status_code == 404


@pytest.mark.parametrize(
    ("languages", "title"),
    [
        ({"en"}, "Remittances"),
        ({"en", "fr"}, "Transferts"),
        ({"pt"}, "Remessas"),
        ({"other"}, "Transferts"),
        (set(), "Transferts"),
    ],
)
def test_title_is_in_the_language_of_an_edition(languages, title):
    product = KnowledgeProduct(
        kind=ProductKind.GUIDE, title_en="Remittances", title_fr="Transferts", title_pt="Remessas"
    )

    with override("fr"):
        assert citation_of(product, ADDRESS, languages).title == title
