from collections.abc import Callable
from pathlib import Path

import pytest

from tools.messages import (
    extract_texts,
    find_missing_translations,
    find_unknown_names,
    list_texts,
    read_catalogue,
)

Write = Callable[[str, str], None]
PO = "commesso/ui/locale/it/LC_MESSAGES/django.po"
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def code(write: Write) -> None:
    """A template, a view and a test, each with a text."""
    write(
        "commesso/a/templates/a.html",
        '{% load i18n %}{% translate "Orders" %}{% blocktranslate %}Hi {{ n }}{% endblocktranslate %}',
    )
    write("commesso/a/views.py", 'from x import ngettext\nngettext("%(n)s cart", "%(n)s carts", 2)\n')
    write("commesso/a/tests/test_a.py", 'from x import gettext as _\n_("Not for people")\n')


@pytest.mark.usefixtures("code")
def test_texts_are_found_in_templates_and_code_but_not_in_tests(tmp_path: Path) -> None:
    found = {message.id for message in list_texts(tmp_path) if message.id}
    assert found == {"Orders", "Hi %(n)s", ("%(n)s cart", "%(n)s carts")}


@pytest.mark.usefixtures("code")
def test_a_text_without_a_translation_is_named(write: Write, tmp_path: Path) -> None:
    write(PO, HEADER)
    extract_texts(tmp_path)
    assert len(list(find_missing_translations(tmp_path))) == 3
    text = (tmp_path / PO).read_text()
    for english, italian in (
        ('msgid "Orders"\nmsgstr ""', 'msgid "Orders"\nmsgstr "Ordini"'),
        ('msgid "Hi %(n)s"\nmsgstr ""', 'msgid "Hi %(n)s"\nmsgstr "Ciao %(n)s"'),
        ('msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "%(n)s carrello"\nmsgstr[1] "%(n)s carrelli"'),
    ):
        assert english in text
        text = text.replace(english, italian)
    write(PO, text)
    assert list(find_missing_translations(tmp_path)) == []
    extract_texts(tmp_path)
    assert (tmp_path / PO).read_text() == text


@pytest.mark.usefixtures("code")
def test_a_translation_that_lost_a_place_or_its_text_is_found(write: Write, tmp_path: Path) -> None:
    write(PO, HEADER)
    extract_texts(tmp_path)
    text = (
        (tmp_path / PO).read_text().replace('msgid "Hi %(n)s"\nmsgstr ""', 'msgid "Hi %(n)s"\nmsgstr "Ciao"')
    )
    write(PO, text + '\nmsgid "Gone"\nmsgstr "Andato"\n')
    said = [fault.what for fault in find_missing_translations(tmp_path)]
    assert "'Hi %(n)s' and its translation have different places." in said
    assert "'Gone' is no longer in the code." in said
    extract_texts(tmp_path)
    assert read_catalogue(tmp_path / PO).get("Gone") is None


def test_a_language_of_shoppers_alone_holds_what_shoppers_read(write: Write, tmp_path: Path) -> None:
    write(
        "commesso/a/templates/a/confirm.html",
        '{% load i18n %}{% translate "Confirm" context "shopper" %}{% translate "Orders" %}',
    )
    spanish = PO.replace("/it/", "/es/")
    for file in (PO, spanish):
        write(file, HEADER)
    extract_texts(tmp_path)
    assert [each.id for each in read_catalogue(tmp_path / spanish) if each.id] == ["Confirm"]
    lacking = [(fault.where, fault.what) for fault in find_missing_translations(tmp_path)]
    assert (spanish, "'Confirm' has no translation.") in lacking
    assert (spanish, "'Orders' has no translation.") not in lacking
    assert (PO, "'Orders' has no translation.") in lacking


def test_a_name_that_would_hide_texts_is_found(write: Write, tmp_path: Path) -> None:
    write("commesso/a/views.py", "from x import gettext as _, gettext_lazy as lazy, ngettext as plural\n")
    (fault,) = find_unknown_names(tmp_path)
    assert fault.what == "texts in plural(…) are not found."
