import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Panel } from "../commesso";
import { FakeBridge } from "../tests/bridge";
import { show, start } from "./panels";

const BAR: Panel = {
  id: "7",
  version: 3,
  kind: "bar",
  content: { title: "Ciao", action: { label: "Guarda", url: "/nuovo" }, dismiss: "No, grazie" },
};
const SIGN_UP: Panel = {
  ...BAR,
  id: "8",
  kind: "corner",
  language: "it",
  content: {
    title: "Scriviamoci",
    dismiss: "No, grazie",
    form: { kind: "sign_up", email_label: "E-mail", consent_label: "Scrivetemi", submit: "Sì", done: "Guarda la posta" },
  },
};

let bridge: FakeBridge;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-03-01T10:00:00Z") });
  document.body.innerHTML = '<div data-commesso-slot="under-price"></div>';
  bridge = new FakeBridge();
  start(bridge);
});
afterEach(() => show([]));

const hosts = (): Element[] => [...document.querySelectorAll("[data-commesso]")];
function inside<Found extends HTMLElement>(selector: string): Found {
  const found = hosts()[0]?.shadowRoot?.querySelector<Found>(selector);
  if (!found) throw new Error(`nothing shown has ${selector}`);
  return found;
}

test("a panel that is shown is told, remembered, and said in its own words", () => {
  show([BAR]);
  expect(inside("section").textContent).toBe("CiaoGuardaNo, grazie");
  expect(bridge.events).toEqual([["Panel Viewed", { panel_id: "7", panel_version: 3, kind: "bar" }]]);
  expect(bridge.memory["7"]).toEqual({ shown: 1, last_at: "2026-03-01T10:00:00.000Z" });
});

test("closing is told, and remembered", () => {
  show([BAR]);
  inside("button").click();
  expect(hosts()).toEqual([]);
  expect(bridge.names()).toEqual(["Panel Viewed", "Panel Dismissed"]);
  expect(bridge.memory["7"]).toMatchObject({ shown: 1, dismissed: true });
  show([BAR]);
  expect(hosts()).toEqual([]);
});

test("following its link is told", () => {
  show([BAR]);
  inside("a").click();
  expect(bridge.names()).toEqual(["Panel Viewed", "Panel Clicked"]);
});

test("a link that is a script is not drawn", () => {
  show([{ ...BAR, content: { ...BAR.content, action: { label: "x", url: "javascript:alert(1)" } } }]);
  expect(() => inside("a")).toThrow();
});

test("what a merchant writes is text, never a part of the page", () => {
  show([{ ...BAR, content: { ...BAR.content, title: "<img src=x onerror=alert(1)>" } }]);
  expect(() => inside("img")).toThrow();
});

test("it does not come over an assistant that is open; what stands in the page comes", () => {
  document.body.insertAdjacentHTML("beforeend", '<i data-commesso data-open></i>');
  show([BAR, { ...BAR, id: "9", kind: "inline", slot: "under-price" }]);
  expect(hosts().filter((each) => each.shadowRoot).map((each) => each.parentElement?.localName)).toEqual(["div"]);
  document.querySelector("[data-open]")?.remove();
});

test("it waits for its time, and not at all once the page was left", () => {
  show([{ ...BAR, trigger: { after_seconds: 5 } }]);
  expect(hosts()).toEqual([]);
  vi.advanceTimersByTime(5000);
  expect(hosts()).toHaveLength(1);
  show([{ ...BAR, version: 4, trigger: { after_seconds: 5 } }]);
  show([]);
  vi.advanceTimersByTime(5000);
  expect(hosts()).toEqual([]);
});

test("what stays decided stays where it is", () => {
  show([BAR]);
  const before = hosts()[0];
  bridge.memory = {};
  show([BAR]);
  expect(hosts()).toEqual([before]);
});

test("an inline panel stands in its slot, also when the slot comes later", async () => {
  vi.useRealTimers();
  show([{ ...BAR, kind: "inline", slot: "under-price" }, { ...BAR, id: "9", kind: "inline", slot: "late" }]);
  expect(document.querySelector("[data-commesso-slot=under-price] > [data-commesso]")).not.toBeNull();
  document.body.appendChild(document.createElement("div")).setAttribute("data-commesso-slot", "late");
  await vi.waitFor(() => expect(document.querySelector("[data-commesso-slot=late] > [data-commesso]")).not.toBeNull());
});

test("a sign-up asks for an address and for a yes, then says what happens next", async () => {
  show([SIGN_UP]);
  const submit = (): boolean => inside("form").dispatchEvent(new Event("submit", { cancelable: true }));
  submit();
  expect(inside(".fault").textContent).toContain("indirizzo e-mail");
  expect(inside("#email").getAttribute("aria-invalid")).toBe("true");
  inside<HTMLInputElement>("#email").value = "cleo@example.com";
  submit();
  expect(inside(".fault").textContent).toContain("casella");
  inside<HTMLInputElement>("#consent").checked = true;
  submit();
  await vi.advanceTimersByTimeAsync(10);
  expect(bridge.posts).toEqual([
    ["onsite/sign-ups", { panel: "8", email: "cleo@example.com", language: "it", consent_text: "Scrivetemi" }],
  ]);
  expect(inside("[role=status]").textContent).toBe("Guarda la posta");
  expect(bridge.names()).toEqual(["Panel Viewed", "Panel Submitted"]);
  inside("button").click();
  expect(bridge.names()).not.toContain("Panel Dismissed");
  expect(bridge.memory["8"]).toMatchObject({ submitted: true });
});

test("an address the server refuses is said at the field, and can be mended", async () => {
  show([SIGN_UP]);
  bridge.answer = new Response("{}", { status: 400 });
  inside<HTMLInputElement>("#email").value = "cleo@example.invalid";
  inside<HTMLInputElement>("#consent").checked = true;
  inside("form").dispatchEvent(new Event("submit", { cancelable: true }));
  await vi.advanceTimersByTimeAsync(10);
  expect(inside(".fault").textContent).toContain("indirizzo e-mail");
  expect(inside<HTMLButtonElement>("button[type=submit]").disabled).toBe(false);
});

test("while our own question is open nothing else lies over the page", () => {
  bridge.isQuestionOpen = true;
  show([BAR, { ...BAR, id: "9", kind: "inline", slot: "under-price" }]);
  expect(hosts().map((each) => each.parentElement?.getAttribute("data-commesso-slot"))).toEqual(["under-price"]);
});

test("where nothing may be remembered, a bar greets on the first page only", () => {
  bridge.isRemembering = false;
  bridge.isInside = true;
  show([BAR]);
  expect(hosts()).toEqual([]);
  bridge.isInside = false;
  show([BAR]);
  expect(hosts()).toHaveLength(1);
});

test("a preview shows whatever was seen, and is not measured", () => {
  bridge.memory["7"] = { shown: 9, last_at: "2026-03-01T09:00:00Z", dismissed: true };
  show([{ ...BAR, trigger: { after_seconds: 60 } }], true);
  expect(hosts()).toHaveLength(1);
  expect(bridge.events).toEqual([]);
});
