"""While the event store does not answer, staff are told so, and work goes on."""

import pytest
from django.test import Client

from commesso.discovery.actions import guides as actions
from commesso.discovery.actions.counting import count_query, write_query_counts
from commesso.discovery.tests.guides import fill, lamp
from commesso.kernel.clock import now
from commesso.stores.contracts import StoreInfo

TOLD = "The event store does not answer, so there are no figures now."
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("event_store_down")]


@pytest.mark.parametrize(
    "page", ["search/", "search/query?q=lume", "recommendations/", "guides/", "assistant/"]
)
def test_pages_say_that_there_are_no_figures(gino: Client, shop: StoreInfo, page: str) -> None:
    fill(shop, lamp(1))
    count_query(store_id=shop.id, query="lume", found_nothing=True, on=now().date())
    write_query_counts()
    answer = gino.get(f"/s/bottega/find/{page}")
    assert answer.status_code == 200
    assert TOLD in answer.content.decode()


def test_a_guide_is_made_and_its_report_says_what_is_missing(gino: Client, shop: StoreInfo) -> None:
    fill(shop, *map(lamp, range(40)))
    guide = actions.create_guide(store_id=shop.id, name="Lamps", category="Casa > Lampade", key="lamps")
    report = gino.get(f"/s/bottega/find/guides/{guide.id}/report")
    assert report.status_code == 200
    assert TOLD in report.content.decode()
