import { afterEach, expect, test } from "vitest";
import { FakeBridge } from "../tests/bridge";
import { close, open, start } from "./banner";

const YES = { analytics: true, personalisation: true, marketing: true };
const NO = { analytics: false, personalisation: false, marketing: false };

afterEach(() => document.querySelectorAll("[data-commesso]").forEach((each) => each.remove()));

async function ask(language = "it", isWanted = false): Promise<[FakeBridge, ShadowRoot]> {
  const bridge = new FakeBridge({ consent: { policy: "required", privacy_url: "/privacy" } });
  bridge.language = language;
  start(bridge);
  open(isWanted);
  const root = document.querySelector("[data-commesso]")?.shadowRoot;
  if (!root) throw new Error("the question is not on the page");
  return [bridge, root];
}

function press(root: ShadowRoot, text: string): void {
  const button = [...root.querySelectorAll("button")].find((each) => each.textContent === text);
  if (!button) throw new Error(`there is no button "${text}"`);
  button.click();
}

test("yes is a yes to all, with the words that were shown", async () => {
  const [bridge, root] = await ask();
  press(root, "Sì, va bene");
  expect(bridge.decisions).toEqual([[YES, "banner", expect.stringContaining("Possiamo ricordare la tua visita?")]]);
  expect(document.querySelector("[data-commesso]")).toBeNull();
});

test("no is as easy as yes: one press, the same look", async () => {
  const [bridge, root] = await ask("en-GB");
  const [no, yes] = root.querySelectorAll(".answers button");
  expect(no?.className).toBe(yes?.className);
  press(root, "No, thanks");
  expect(bridge.decisions.map(([choice]) => choice)).toEqual([NO]);
});

test("nothing is ticked beforehand, and each purpose can be chosen alone", async () => {
  const [bridge, root] = await ask("es");
  press(root, "Elegir");
  const boxes = [...root.querySelectorAll<HTMLInputElement>("input[name]")];
  expect(boxes.map((each) => each.checked)).toEqual([false, false, false]);
  boxes[0]?.click();
  press(root, "Guardar mi elección");
  expect(bridge.decisions.map(([choice]) => choice)).toEqual([{ ...NO, analytics: true }]);
});

test.each([
  ["zh-CN", "zh"],
  ["it", "it"],
  ["fi", "en"],
])("a page in %s is asked in %s", async (language, spoken) => {
  const [, root] = await ask(language);
  expect(root.querySelector(".frame")?.getAttribute("lang")).toBe(spoken);
  press(root, [...root.querySelectorAll(".answers button")][0]?.textContent ?? "");
});

test("asked for again, it shows what was chosen, and Escape leaves it so", async () => {
  const bridge = new FakeBridge();
  bridge.current = { analytics: true };
  start(bridge);
  open(true);
  open(true);
  expect(document.querySelectorAll("[data-commesso]")).toHaveLength(1);
  const host = document.querySelector("[data-commesso]") as HTMLElement;
  expect(host.shadowRoot?.querySelector<HTMLInputElement>("[name=analytics]")?.checked).toBe(true);
  host.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  expect(host.isConnected).toBe(false);
  expect(bridge.decisions).toEqual([]);
});

test("it gives way to another consent manager that turns up late, unless the shopper called for it", async () => {
  await ask();
  close();
  expect(document.querySelector("[data-commesso]")).toBeNull();
  const [, root] = await ask("it", true);
  close();
  expect(root.host.isConnected).toBe(true);
  press(root, "No, grazie");
});
