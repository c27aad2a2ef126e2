"""What the tag shows in a real browser: every kind of panel, by mouse, by keyboard, and as axe sees it."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.stories.chromium import AXE
from tests.stories.street import ASSUMED, TAG_STORY, Street, look

pytestmark = TAG_STORY
KINDS = ("bar", "corner", "modal", "inline", "page")
SIGN_UP = {
    "kind": "sign_up",
    "email_label": "Your e-mail address",
    "consent_label": "Yes, write to me about new lamps. I can stop it at any time.",
    "submit": "Sign up",
    "done": "Almost there: follow the link in the mail we just sent.",
    "privacy_url": "",
}
PHOTO = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'/>"
WATCH_SHIFTS = """<script>
  window.shifted = 0;
  const add = each => window.shifted += each.hadRecentInput ? 0 : each.value;
  new PerformanceObserver(list => list.getEntries().forEach(add)).observe({type: 'layout-shift', buffered: true});
</script>"""
ARABIC = {
    "title": "أهلاً بك",
    "text": "خصم على المصابيح",
    "dismiss": "لا، شكراً",
    "action": {"label": "شاهد", "url": "/"},
}


def panel(kind: str, **more: Any) -> dict[str, Any]:
    content = {
        "title": "Welcome to the shop",
        "text": "Ten new lamps came in this morning.",
        "dismiss": "No, thanks",
        "action": {"label": "Look at them", "url": "/new"},
        "image": PHOTO,
        **more.pop("content", {}),
    }
    slot = "under-price" if kind == "inline" else ""
    return {"id": "7", "version": 2, "kind": kind, "slot": slot, "language": "en", "content": content, **more}


def put_page(street: Street) -> str:
    body = "<p>" + "Lamps for reading. " * 300 + "</p>"
    return street.put(
        "/",
        f"<button>before</button><div data-commesso-slot='under-price'></div>{body}",
        head=WATCH_SHIFTS + "{tag}",
    )


def shown(page: Page) -> Locator:
    found = page.locator("[data-commesso] .sheet")
    expect(found).to_be_visible()
    return found


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    checks = "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    found = page.evaluate(checks)["violations"]
    return [f"{each['id']}: {each['help']}: {[node['target'] for node in each['nodes']]}" for each in found]


@pytest.fixture(params=[360, 1440])
def screen(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": request.param, "height": 740}, reduced_motion="reduce")
    yield context
    context.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", [False, True])
def test_everyone_can_use_every_kind_of_panel(
    screen: BrowserContext, street: Street, kind: str, form: bool
) -> None:
    street.consent = ASSUMED
    street.panels = [panel(kind, content={"form": SIGN_UP} if form else {})]
    page, faults = look(screen, put_page(street))
    sheet = shown(page)
    assert violations(page) == []
    for each in sheet.locator("a, button, input:not([type=checkbox]), label.check").all():
        box = each.bounding_box()
        assert box is not None
        assert min(box["height"], box["width"]) >= 44, f"{each.inner_text()} is too small for a thumb"
    size = float(sheet.evaluate("each => parseFloat(getComputedStyle(each).fontSize)"))
    assert size >= 16
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert faults == []


@pytest.mark.parametrize("kind", ["bar", "corner", "modal", "page"])
def test_what_lies_over_the_page_moves_nothing_in_it(
    visitor: BrowserContext, street: Street, kind: str
) -> None:
    street.consent = ASSUMED
    street.panels = [panel(kind)]
    page, _ = look(visitor, put_page(street))
    sheet = shown(page)
    page.wait_for_timeout(400)
    sheet.get_by_role("button", name="No, thanks").click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.shifted") == 0


@pytest.mark.parametrize("kind", ["modal", "page"])
def test_by_keyboard_through_a_dialog_and_back(visitor: BrowserContext, street: Street, kind: str) -> None:
    street.consent = ASSUMED
    street.panels = [panel(kind, content={"form": SIGN_UP}, trigger={"after_seconds": 1})]
    page, _ = look(visitor, put_page(street))
    page.focus("button")
    shown(page)
    inside = "document.querySelector('[data-commesso]').shadowRoot.activeElement?.id"
    stops = "document.querySelector('[data-commesso]').shadowRoot.activeElement?.textContent"
    page.wait_for_function(f"{inside} === 'email'")
    seen = []
    for _ in range(6):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(inside) or page.evaluate(stops))
    assert seen == ["consent", "Sign up", "Look at them", "No, thanks", "email", "consent"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(stops) == "No, thanks"
    page.keyboard.press("Escape")
    expect(page.locator("[data-commesso]")).to_have_count(0)
    assert page.evaluate("document.activeElement.textContent") == "before"
    told = street.wait_for("Panel Viewed", "Panel Dismissed")
    assert told["properties"] == {"panel_id": "7", "panel_version": 2, "kind": kind}


def test_a_bar_leaves_the_keyboard_where_it_is_and_gives_it_back(
    visitor: BrowserContext, street: Street
) -> None:
    street.consent = ASSUMED
    street.panels = [panel("bar", trigger={"after_seconds": 1})]
    page, _ = look(visitor, put_page(street))
    page.focus("button")
    shown(page)
    assert page.evaluate("document.activeElement.textContent") == "before"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator("[data-commesso]")).to_have_count(0)
    assert page.evaluate("document.activeElement.textContent") == "before"


def test_the_question_about_consent_can_be_used_by_everyone(screen: BrowserContext, street: Street) -> None:
    page, faults = look(screen, put_page(street))
    sheet = shown(page)
    assert violations(page) == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hasAttribute('data-commesso')"), "it is the first thing met"
    yes, no = (sheet.get_by_role("button", name=name) for name in ("Yes, please", "No, thanks"))
    boxes = [yes.bounding_box(), no.bounding_box()]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert (boxes[0]["height"], boxes[0]["y"]) == (boxes[1]["height"], boxes[1]["y"])
    sheet.get_by_role("button", name="Choose").press("Enter")
    assert violations(page) == []
    sheet.get_by_role("checkbox", name="Statistics").press(" ")
    sheet.get_by_role("button", name="Save my choice").press("Enter")
    first = street.wait_for("page")
    said = {"analytics": True, "personalisation": False, "advertising": False}
    assert first["context"]["consent"] == {"categoryPreferences": said}
    assert page.evaluate("window.shifted") == 0
    assert faults == []


def test_a_sign_up_says_what_is_missing_then_what_happens_next(
    visitor: BrowserContext, street: Street
) -> None:
    street.consent = ASSUMED
    street.panels = [panel("corner", content={"form": SIGN_UP})]
    page, faults = look(visitor, put_page(street))
    sheet = shown(page)
    sheet.get_by_role("button", name="Sign up").click()
    expect(sheet.get_by_role("alert")).to_contain_text("not an e-mail address")
    assert violations(page) == []
    sheet.get_by_label("Your e-mail address").fill("cleo@example.com")
    sheet.get_by_role("button", name="Sign up").click()
    expect(sheet.get_by_role("alert")).to_contain_text("Tick the box")
    sheet.get_by_label("Yes, write to me").check()
    sheet.get_by_role("button", name="Sign up").click()
    expect(sheet.get_by_role("status")).to_have_text(SIGN_UP["done"])
    assert violations(page) == []
    street.wait_for("Panel Submitted")
    sent = next(body for path, body in street.asked if path.endswith("sign-ups"))
    assert sent["email"] == "cleo@example.com"
    assert sent["anonymous_id"] == street.events[0]["anonymousId"]
    sheet.get_by_role("button", name="Close").click()
    page.reload()
    page.wait_for_timeout(1_000)
    asked = [body for path, body in street.asked if path.endswith("panels")][-1]
    assert asked["seen"]["7"]["submitted"] is True
    expect(page.locator("[data-commesso]")).to_have_count(0)
    assert faults == []


def test_right_to_left_is_a_mirror(visitor: BrowserContext, street: Street) -> None:
    street.consent = ASSUMED
    street.panels = [panel("corner", content=ARABIC, language="ar", direction="rtl")]
    page, _ = look(visitor, put_page(street))
    page.set_viewport_size({"width": 1440, "height": 740})
    box = shown(page).bounding_box()
    assert box is not None
    assert box["x"] == pytest.approx(16)
    assert violations(page) == []


def test_a_visitor_without_consent_is_greeted_without_being_known(
    visitor: BrowserContext, street: Street
) -> None:
    street.consent = {**ASSUMED, "policy": "required", "banner": False}
    street.panels = [panel("bar"), {**panel("inline"), "id": "8"}]
    url = put_page(street) + "?utm_source=mail&utm_campaign=spring&gclid=abc&mail=cleo@example.com"
    page, _ = look(visitor, url)
    expect(page.locator("[data-commesso]")).to_have_count(2)
    asked = next(body for path, body in street.asked if path.endswith("panels"))
    assert asked["url"] == f"{street.shop}/?utm_source=mail&utm_campaign=spring"
    assert asked["campaign"] == "spring"
    assert not {"anonymous_id", "user_id"} & set(asked)
    assert page.evaluate("[{...localStorage}, document.cookie]") == [{}, ""]
    assert street.events == []


def test_motion_is_for_those_who_want_it(
    visitor: BrowserContext, screen: BrowserContext, street: Street
) -> None:
    street.consent = ASSUMED
    street.panels = [panel("corner")]
    url = put_page(street)
    for context, name in ((visitor, "come"), (screen, "none")):
        page, _ = look(context, url)
        expect(shown(page)).to_have_css("animation-name", name)
