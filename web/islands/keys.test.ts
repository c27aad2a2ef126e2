import { beforeEach, expect, test } from "vitest";
import { start } from "./keys";

const followed: string[] = [];
const press = (key: string, target: EventTarget = document.body, more: KeyboardEventInit = {}): boolean =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));

start(document, (link) => followed.push(link.id));

beforeEach(() => {
  followed.length = 0;
  press("Escape");
  document.body.innerHTML = `
    <a id="home" data-keys="g h"></a><a id="new" data-keys="n"></a>
    <input data-search><textarea></textarea><dialog data-keys-help></dialog>`;
});

test("g h follows the link that names it", () => {
  press("g");
  press("h");
  expect(followed).toEqual(["home"]);
});

test("one key alone is enough where the link says so", () => {
  press("n");
  expect(followed).toEqual(["new"]);
});

test("another key between breaks the pair", () => {
  press("g");
  press("x");
  press("h");
  expect(followed).toEqual([]);
});

test("whoever types is left alone", () => {
  for (const field of document.querySelectorAll("input, textarea")) {
    press("g", field);
    press("h", field);
    press("?", field);
  }
  expect(followed).toEqual([]);
  expect(document.querySelector("dialog")!.open).toBe(false);
});

test("keys of the browser stay the browser's", () => {
  press("g", document.body, { ctrlKey: true });
  press("h", document.body, { metaKey: true });
  expect(followed).toEqual([]);
});

test("/ goes to the search, and the slash is not typed", () => {
  expect(press("/")).toBe(false);
  expect(document.activeElement).toBe(document.querySelector("[data-search]"));
});

test("? shows the keys", () => {
  press("?");
  expect(document.querySelector("dialog")!.open).toBe(true);
});
