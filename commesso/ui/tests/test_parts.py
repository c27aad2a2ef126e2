import json
import re
from datetime import UTC, datetime

import pytest
from django.forms import CharField, ChoiceField, Form, RadioSelect
from django.http import HttpRequest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from commesso.kernel.money import Money
from commesso.ui import api as ui
from commesso.ui.assets import BUILT, NotBuiltError, asset_url, icon_shape
from commesso.ui.charts import delta_of, spark_of, table_of
from commesso.ui.contracts import Chart, Chip, Fact, Filter, Kpi, Moment, Pager, Series, Teach

NOON = datetime(2026, 1, 5, 12, 3, tzinfo=UTC)


def draw(template: str, request: HttpRequest | None = None, **values: object) -> str:
    context = Context({"request": request or RequestFactory().get("/"), **values})
    return Template("{% load ui %}" + template).render(context)


def chart(**changes: object) -> Chart:
    values: dict[str, object] = {
        "title": "Orders a day",
        "summary": "Orders rose.",
        "labels": ["5 Jan", "6 Jan"],
        "series": [Series(name="Orders", values=[3, None])],
        "label_heading": "Day",
    }
    return Chart(**{**values, **changes})  # type: ignore[arg-type]


def test_a_chart_carries_its_words_and_its_table() -> None:
    page = draw("{% chart item %}", item=chart())
    assert 'aria-label="Orders a day – Orders rose."' in page
    assert re.findall(r"<t[hd](?: [^>]*)?>([^<]*)<", page) == ["Day", "Orders", "5 Jan", "3", "6 Jan", "–"]


def test_a_chart_of_nothing_draws_no_empty_axes() -> None:
    page = draw("{% chart item %}", item=chart(series=[Series(name="Orders", values=[0, None])]))
    assert "Orders rose." in page
    assert "data-canvas" not in page
    assert "<table" not in page


def test_a_charts_data_cannot_close_its_script() -> None:
    page = draw("{% chart item %}", item=chart(labels=["</script><script>alert(1)", "&"]))
    found = re.search(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    assert json.loads(found[1])["labels"] == ["</script><script>alert(1)", "&"]
    assert "<script>alert" not in page


def test_the_table_of_a_chart_has_money_and_intervals() -> None:
    series = Series(name="Revenue", values=[412.5], low=[316], high=[508])
    table = table_of(chart(labels=["May"], series=[series], unit="money", currency="EUR"))
    assert table["rows"] == [["May", "€412.50 (€316.00 – €508.00)"]]


@pytest.mark.parametrize(
    ("change", "more_is", "tone", "words"),
    [
        (0.124, "good", "good", "12% more than before"),
        (-0.031, "good", "bad", "3.1% less than before"),
        (0.05, "bad", "bad", "5.0% more than before"),
        (-0.05, "bad", "good", "5.0% less than before"),
        (0.3, "neutral", "flat", "30% more than before"),
        (0.001, "good", "flat", "as before"),
    ],
)
def test_a_change_says_whether_it_is_good(change: float, more_is: str, tone: str, words: str) -> None:
    delta = delta_of(Kpi(label="x", value="1", change=change, more_is=more_is))  # type: ignore[arg-type]
    assert delta is not None
    assert (delta.tone, delta.spoken) == (tone, words)


def test_a_number_without_a_past_has_no_change_and_no_line() -> None:
    assert delta_of(Kpi(label="Orders", value="1")) is None
    assert spark_of(Kpi(label="Orders", value="1", spark=[3])) == ""
    assert spark_of(Kpi(label="Orders", value="1", spark=[0, 0, 0])) == "0.0,22.0 50.0,22.0 100.0,22.0"


def test_a_number_shows_its_certainty() -> None:
    kpi = Kpi(
        label="Revenue", value="€412", change=0.1, note="± 96 in 30 days", spark=[1, 2], explain="Paid orders"
    )
    page = draw("{% kpi item %}", item=kpi)
    assert "± 96 in 30 days" in page
    assert 'aria-label="Paid orders"' in page
    assert "<polyline" in page


def test_a_timeline_is_an_ordered_list_in_days() -> None:
    moments = [
        Moment(
            at=NOON,
            text="Placed order 7",
            url="/o/7",
            icon="shopping-bag",
            facts=[Fact(label="Total", value="€9")],
        ),
        Moment(at=NOON.replace(day=4), text="Looked at <Aurora>", detail="twice", icon="eye"),
    ]
    page = draw("{% timeline moments %}", moments=moments)
    assert page.startswith("<ol")
    assert page.count('class="is-day"') == 2
    assert "Looked at &lt;Aurora&gt;" in page


def test_what_people_wrote_is_never_html() -> None:
    evil = "<img src=x onerror=alert(1)>"
    for template, item in (
        ("{% chip item %}", Chip(label=evil)),
        ("{% facts item %}", [Fact(label=evil, value=evil)]),
        ("{% teach item %}", Teach(title=evil, text=evil)),
        ("{% kpi item %}", Kpi(label=evil, value=evil, note=evil)),
        ("{% filters item %}", [Filter(name="a", label=evil, choices=[("b", evil)], value="b")]),
    ):
        assert "<img" not in draw(template, item=item)


def test_filters_live_in_the_address_and_each_can_be_taken_off() -> None:
    request = RequestFactory().get("/list?q=cleo&status=paid&cursor=abc")
    items = [Filter(name="status", label="Any status", choices=[("paid", "Paid")], value="paid")]
    page = draw('{% filters items "Search" %}', request, items=items)
    assert 'href="?q=cleo"' in page
    assert 'value="cleo"' in page
    assert '<option value="paid" selected>' in page


def test_pages_go_on_with_the_cursor_and_keep_the_filters() -> None:
    request = RequestFactory().get("/list?q=cleo&cursor=abc")
    page = draw("{% pager pager %}", request, pager=Pager(next_cursor="def"))
    assert 'href="?q=cleo&amp;cursor=def"' in page
    assert 'href="?q=cleo"' in page
    assert draw("{% pager pager %}", pager=Pager()).strip() == ""


class Wishes(Form):
    name = CharField(label="Name", help_text="As on the door")
    size = ChoiceField(label="Size", choices=[("s", "Small"), ("l", "Large")], widget=RadioSelect)


def test_a_field_says_its_error_where_it_happened() -> None:
    page = draw("{% errors form %}{% field form.name %}{% field form.size %}", form=Wishes({}))
    assert 'href="#id_name"' in page
    assert 'aria-describedby="id_name-hint id_name-error"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_name-error"' in page
    assert page.count("<legend>") == 1


def test_a_moment_carries_its_exact_time() -> None:
    assert draw("{% when at %}", at=NOON) == (
        '<time datetime="2026-01-05T12:03:00+00:00" title="5 Jan 2026, 12:03">5 Jan 2026, 12:03</time>'
    )
    assert draw("{% when at %}", at=None) == "–"
    assert (
        draw("{% money m %}|{% number 1234 %}|{% percent 0.5 0 %}", m=Money.of(2, "EUR")) == "€2.00|1,234|50%"
    )


def test_an_icon_is_silent_unless_it_has_a_name() -> None:
    assert 'aria-hidden="true"' in draw('{% icon "home" %}')
    assert 'role="img" aria-label="A &lt;b&gt;"' in draw('{% icon "home" label=name %}', name="A <b>")


def test_every_icon_that_is_named_is_built() -> None:
    built = json.loads((BUILT / "icons.json").read_text())
    assert {"home", "users", "settings", "compass"} <= set(built)
    with pytest.raises(NotBuiltError, match="no-such-icon"):
        icon_shape("no-such-icon")
    with pytest.raises(NotBuiltError, match=re.escape("vite.config.ts")):
        asset_url("staff/nothing.css")


def test_the_frame_shows_the_way_round_and_nothing_inline(alma: Client) -> None:
    answer = alma.get("/s/bottega/settings/shop")
    page = answer.content.decode()
    assert '<a class="skip" href="#content">' in page
    assert 'data-keys="g t"' in page
    assert 'aria-current="page"' in page
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)
    assert not re.search(r"\sstyle=|\son[a-z]+=", page)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("theme", "shown"), [("dark", "dark"), ("light", "light"), ("auto", ""), ('x"><b>', "")]
)
def test_the_theme_is_painted_from_the_first_byte(client: Client, theme: str, shown: str) -> None:
    client.cookies["theme"] = theme
    page = client.get("/sign-in").content.decode()
    assert (f'data-bs-theme="{shown}"' in page) == bool(shown)
    assert "<b>" not in page


@pytest.mark.django_db
def test_pages_speak_the_language_of_the_browser(client: Client) -> None:
    page = client.get("/sign-in", headers={"Accept-Language": "it-IT,it;q=0.9"}).content.decode()
    assert '<html lang="it-IT"' in page
    assert "Accedi" in page


def test_a_page_that_is_not_there_says_so(alma: Client) -> None:
    answer = alma.get("/s/bottega/nothing")
    assert answer.status_code == 404
    assert b"This page is not here" in answer.content


def test_a_page_that_broke_is_drawn_without_a_request() -> None:
    with translation.override("it"):
        page = render_to_string("500.html")
    assert "Qualcosa si è rotto da noi" in page
    assert "/staff." in page


def test_a_person_who_reloads_what_a_form_sent_gets_a_page(alma: Client) -> None:
    answer = alma.get("/s/bottega/settings/keys/secret", headers={"accept": "text/html"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert b"There is nothing to look at here" in answer.content


def test_an_undo_is_a_button_of_the_message(rf: RequestFactory) -> None:
    from django.contrib.messages.storage.cookie import CookieStorage

    request = rf.get("/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    ui.say(request, "Gone.", undo_url="/undo")
    ui.warn(request, "No.")
    page = Template('{% include "ui/parts/toasts.html" %}').render(
        Context({"messages": request._messages, "csrf_token": "x"})  # type: ignore[attr-defined]
    )
    assert 'action="/undo"' in page
    assert page.count("is-error") == 1
