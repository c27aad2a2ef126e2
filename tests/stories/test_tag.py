"""The tag in a real browser, in the pages of a shop that is not ours."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import ROOT
from tests.stories.street import ASSUMED, KEY, TAG_STORY, Street, look

KEPT = """async () => [
  {...localStorage}, {...sessionStorage}, document.cookie, (await indexedDB.databases()).length, (await caches.keys()).length
]"""
NOTHING = [{}, {}, "", 0, 0]
STUB = "<script>window.commesso=window.commesso||function(){(commesso.q=commesso.q||[]).push(arguments)}</script>"
TRACKED = ["Product Added", "Product Viewed"]
LONG = 1_500  # milliseconds after which the tag would have sent what it had

pytestmark = TAG_STORY


def wait_for_vitals(page: Page) -> None:
    """Wait until the part that measures is there, and has begun."""
    page.wait_for_function(
        "performance.getEntriesByType('resource').some(each => each.name.includes('vitals'))"
    )
    page.wait_for_timeout(500)


def test_before_an_answer_nothing_is_stored_and_nothing_is_sent(
    visitor: BrowserContext, street: Street
) -> None:
    asked: list[str] = []
    visitor.on("request", lambda request: asked.append(request.url))
    page, faults = look(visitor, street.put("/?utm_source=mail&gclid=abc", ""))
    expect(page.get_by_role("region", name="May we remember your visit?")).to_be_visible()
    page.evaluate("commesso('identify', 'u1', {email: 'dario@example.com'})")
    page.evaluate("commesso('track', 'Product Viewed', {product_id: 'lamp'})")
    page.wait_for_timeout(LONG)
    page.goto(street.put("/second"))
    page.wait_for_timeout(LONG)
    assert page.evaluate(KEPT) == NOTHING
    assert visitor.cookies() == []
    assert street.asked == []
    ours = {url.removeprefix(street.host).split(".")[0] for url in asked if url.startswith(street.host)}
    assert ours == {"/commesso", "/api/v1/onsite/config?key=wk_story", "/commesso/banner"}
    assert faults == []


def test_after_a_yes_events_arrive_and_the_next_page_knows_the_visitor(
    visitor: BrowserContext, street: Street
) -> None:
    page, faults = look(visitor, street.put("/lamps", "<a href='/second'>on</a>"))
    page.get_by_role("button", name="Yes, please").click()
    first = street.wait_for("Consent Updated", "page")
    said = {"analytics": True, "personalisation": True, "advertising": True}
    assert first["context"]["consent"] == {"categoryPreferences": said}
    told = next(event for event in street.events if event.get("event") == "Consent Updated")
    assert told["properties"]["source"] == "banner"
    assert "May we remember your visit?" in told["properties"]["text"]
    cookie = visitor.cookies()[0]
    assert (cookie["name"], cookie["value"]) == ("commesso", first["anonymousId"])
    street.put("/second")
    page.click("a")
    street.wait_until(lambda: street.names.count("page") == 2, "the second page was not counted")
    second = street.wait_for("page")
    assert second["anonymousId"] == first["anonymousId"]
    assert second["context"]["sessionId"] == first["context"]["sessionId"]
    assert page.locator("[data-commesso]").count() == 0
    assert faults == []


def test_withdrawing_deletes_everything_but_the_answer(visitor: BrowserContext, street: Street) -> None:
    page, faults = look(visitor, street.put("/", "<a data-commesso-consent href='/cookies'>My choice</a>"))
    page.get_by_role("button", name="Yes, please").click()
    street.wait_for("page")
    page.evaluate("commesso('identify', 'u1')")
    page.get_by_role("link", name="My choice").click()
    page.get_by_role("button", name="No, thanks").click()
    street.wait_until(lambda: street.names.count("Consent Updated") == 2, "the no was not told")
    told = street.wait_for("Consent Updated")
    assert told["context"]["consent"]["categoryPreferences"]["analytics"] is False
    before = len(street.events)
    page.evaluate("commesso('track', 'Product Viewed')")
    page.reload()
    page.wait_for_timeout(LONG)
    assert len(street.events) == before
    kept = page.evaluate(KEPT)
    assert list(kept[0]) == ["commesso.choice"]
    assert kept[1:] == NOTHING[1:]
    assert page.locator("[data-commesso]").count() == 0
    assert faults == []


def test_what_happens_in_the_last_moment_of_a_page_arrives(visitor: BrowserContext, street: Street) -> None:
    street.consent = ASSUMED
    street.put("/next", head="<!-- {tag} -->")
    script = "<a id='on' href='/next'>on</a><script>on.onclick = () => commesso('track', 'Product Clicked')</script>"
    page, _ = look(visitor, street.put("/", script))
    street.wait_for("page")
    page.click("#on")
    street.wait_for("Product Clicked")
    page.go_back()
    street.wait_until(lambda: street.names.count("page") == 2, "going back was not counted")
    wait_for_vitals(page)
    page.close(run_before_unload=True)
    street.wait_for("Web Vitals Measured")


def test_how_fast_the_page_felt_is_told_when_it_is_left(visitor: BrowserContext, street: Street) -> None:
    street.consent = ASSUMED
    page, _ = look(visitor, street.put("/", "<button>press</button>"))
    street.wait_for("page")
    page.wait_for_function(
        "performance.getEntriesByType('resource').some(each => each.name.includes('vitals'))"
    )
    page.click("button")
    page.goto("about:blank")
    felt = street.wait_for("Web Vitals Measured")["properties"]
    assert {"fcp", "lcp", "ttfb", "cls"} <= set(felt)
    assert 0 < felt["fcp"] < 30_000


def test_a_single_page_shop_has_pages(visitor: BrowserContext, street: Street) -> None:
    street.consent = ASSUMED
    page, _ = look(visitor, street.put("/"))
    street.wait_for("page")
    page.evaluate("history.pushState({}, '', '/lamps'); document.title = 'All lamps'")
    page.wait_for_timeout(300)
    page.evaluate(
        "history.pushState({}, '', '/lamps/luna'); history.replaceState({}, '', '/lamps/luna?colour=sage')"
    )
    page.wait_for_timeout(300)
    page.go_back()
    street.wait_until(lambda: street.names.count("page") == 4, "a page is missing")
    pages = [event["context"]["page"] for event in street.events if event["type"] == "page"]
    assert [each["path"] for each in pages] == ["/", "/lamps", "/lamps/luna", "/lamps"]
    assert pages[1]["title"] == "All lamps"
    assert pages[2]["referrer"].endswith("/lamps")


def test_a_shop_that_speaks_to_google_only_needs_no_code(visitor: BrowserContext, street: Street) -> None:
    head = """<script>
      window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments)}
      gtag('consent', 'default', {analytics_storage: 'denied', ad_storage: 'denied'});
      gtag('js', new Date()); gtag('config', 'G-1');
      dataLayer.push({ecommerce: null});
      dataLayer.push({event: 'view_item', ecommerce: {currency: 'EUR', items: [{item_id: 'lamp', price: 79}]}});
    </script>{tag}"""
    page, faults = look(visitor, street.put("/", head=head))
    page.wait_for_timeout(LONG)
    assert street.asked == []
    assert page.evaluate(KEPT) == NOTHING
    assert page.locator("[data-commesso]").count() == 0, "the shop's own manager asks already"
    page.evaluate("gtag('consent', 'update', {analytics_storage: 'granted'})")
    page.evaluate("gtag('event', 'add_to_cart', {currency: 'EUR', items: [{item_id: 'lamp', quantity: 2}]})")
    page.evaluate(
        "dataLayer.push({ecommerce: null}, {event: 'purchase', ecommerce: {transaction_id: 'T1', value: 158, "
        "currency: 'EUR', items: [{item_id: 'lamp', quantity: 2, price: 79}]}})"
    )
    order = street.wait_for("page", "Product Viewed", "Product Added", "Order Completed")
    assert order["properties"]["order_id"] == "T1"
    assert order["properties"]["products"] == [{"product_id": "lamp", "price": 79, "quantity": 2}]
    assert faults == []
    page.evaluate("gtag('consent', 'update', {analytics_storage: 'denied'})")
    street.wait_until(lambda: street.names.count("Consent Updated") == 2, "the no was not told")
    assert page.evaluate(KEPT) == NOTHING


def test_calls_made_before_a_slow_script_arrives_are_kept(visitor: BrowserContext, street: Street) -> None:
    street.consent = ASSUMED
    street.script_delay = 1.0
    early = (
        STUB
        + "{tag}<script>commesso('track', 'Product Viewed', {n: 1}); var early = commesso; window.analytics=[];"
        + "analytics.push(['track', 'Product Clicked', {n: 2}])</script>"
    )
    page, faults = look(visitor, street.put("/", head=early))
    page.evaluate("early('track', 'Product Added', {n: 3})")
    street.wait_for("page", "Product Viewed", "Product Added", "Product Clicked")
    assert faults == []


def test_offline_nothing_is_lost(visitor: BrowserContext, street: Street) -> None:
    street.consent = ASSUMED
    page, _ = look(visitor, street.put("/"))
    street.wait_for("page")
    visitor.set_offline(True)
    page.evaluate("commesso('track', 'Product Viewed')")
    page.wait_for_timeout(LONG)
    assert "Product Viewed" in page.evaluate("localStorage['commesso.queue']")
    page.close()
    visitor.set_offline(False)
    again, _ = look(visitor, street.shop + "/")
    street.wait_for("Product Viewed")
    visitor.set_offline(True)
    again.evaluate("commesso('track', 'Product Added')")
    again.wait_for_timeout(LONG)
    visitor.set_offline(False)
    street.wait_for("Product Added")
    again.wait_for_timeout(LONG)
    assert again.evaluate("localStorage['commesso.queue']") is None
    sent = {event["messageId"]: event.get("event") for event in street.events}  # the same id counts once
    assert sorted(name for name in sent.values() if name in TRACKED) == TRACKED


def test_a_server_that_is_away_for_a_while_gets_everything(visitor: BrowserContext, street: Street) -> None:
    street.consent = ASSUMED
    page, _ = look(visitor, street.put("/"))
    street.wait_for("page")
    street.is_down = True
    page.evaluate("commesso('track', 'Product Viewed')")
    page.wait_for_timeout(LONG)
    street.is_down = False
    street.wait_for("Product Viewed")


HOSTILE = """<script>
  Object.prototype.extra = function () {}; Object.prototype.panels = true;
  Array.prototype.remove = function () {}; Array.prototype.toJSON = function () { return '[spoiled]'; };
  String.prototype.toJSON = function () { return '"spoiled"'; };
  Array.from = function (iterable) { return iterable; };
  Element.prototype.remove = null; Function.prototype.bind = function () { return this; };
  window.onerror = function (said) { (window.faults = window.faults || []).push(said); };
  window.name = 'commesso'; window.event = 'mine'; window.$ = function () { return null; };
</script>
<style>
  * { all: unset; } div, section, dialog { color: red !important; display: none !important; position: static !important }
</style>
"""


def test_a_page_with_old_libraries_does_not_break_the_tag(visitor: BrowserContext, street: Street) -> None:
    street.consent = ASSUMED
    page, faults = look(visitor, street.put("/", head=HOSTILE + "{tag}"))
    page.evaluate("commesso('track', 'Product List Viewed', {products: [{product_id: 'lamp'}]})")
    seen = street.wait_for("page", "Product List Viewed")
    assert seen["properties"]["products"] == [{"product_id": "lamp"}]
    assert page.evaluate("JSON.stringify([1])") == '"[spoiled]"', "what the page wants of its arrays stays"
    page.evaluate("commesso('consent', 'open')")
    banner = page.locator("html > [data-commesso] section")
    expect(banner).to_have_css("display", "flex")
    expect(banner).not_to_have_css("color", "rgb(255, 0, 0)")
    banner.get_by_role("button", name="No, thanks").click()
    expect(banner).to_have_count(0)
    assert page.evaluate("window.faults || []") == []
    assert faults == []


def test_the_tag_does_not_break_an_old_page(visitor: BrowserContext, street: Street) -> None:
    street.consent = ASSUMED
    jquery = (ROOT / "node_modules" / "jquery" / "dist" / "jquery.min.js").read_text()
    before = "<script>var before = Object.keys(window).sort(), push = history.pushState</script>"
    body = "<button>add</button><script>$(document).on('click', 'button', function () { $(this).text('added') })</script>"
    page, faults = look(visitor, street.put("/", body, head=f"<script>{jquery}</script>{before}" + "{tag}"))
    street.wait_for("page")
    page.click("button")
    assert page.inner_text("button") == "added"
    new = page.evaluate("Object.keys(window).filter(each => !before.includes(each))")
    assert sorted(set(new) - {"push", "before"}) == ["analytics", "commesso"]
    page.evaluate("history.pushState({a: 1}, '', '/x')")
    assert page.evaluate("history.state") == {"a": 1}
    calls: Any = (
        "[['track'], ['nothing'], [null], [{}], ['track', 'x', document], ['on', 'track', 3], ['panel', 3]]"
    )
    assert page.evaluate(f"{calls}.map(each => commesso(...each)).every(each => each === undefined)")
    page.wait_for_timeout(LONG)
    assert faults == []


@pytest.mark.parametrize(
    ("scripts", "nonce"), [("HOST", ""), ("'nonce-n1' 'strict-dynamic'", "nonce='n1'")], ids=["host", "nonce"]
)
def test_a_page_under_the_strictest_policy_runs_the_whole_tag(
    visitor: BrowserContext, street: Street, scripts: str, nonce: str
) -> None:
    policy = "default-src 'none'; script-src SCRIPTS; connect-src HOST; require-trusted-types-for 'script'"
    policy = policy.replace("SCRIPTS", scripts).replace("HOST", street.host)
    words = {"title": "Welcome", "text": "Ten new lamps.", "dismiss": "No, thanks"}
    street.panels = [{"id": "1", "version": 1, "kind": "modal", "content": words}]
    head = f"<script {nonce} async src='{street.host}/commesso.js' data-key='{KEY}'></script><!-- {{tag}} -->"
    page, faults = look(visitor, street.put("/", head=head, Content_Security_Policy=policy))
    banner = page.get_by_role("region", name="May we remember your visit?")
    expect(banner).to_have_css("position", "fixed")
    page.get_by_role("button", name="Yes, please").click()
    dialog = page.get_by_role("dialog", name="Welcome")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button")).to_have_css("min-height", "44px")
    dialog.get_by_role("button", name="No, thanks").click()
    street.wait_for("Panel Viewed", "Panel Dismissed")
    wait_for_vitals(page)
    page.goto("about:blank")
    street.wait_for("Web Vitals Measured")
    assert faults == []
