import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { start } from "./toast";

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = `<div id="note"><button>Undo</button><button data-close>x</button></div>`;
  start(document.getElementById("note")!, 5);
});
afterEach(() => vi.useRealTimers());

const isThere = (): boolean => document.getElementById("note") !== null;

test("a message leaves by itself", () => {
  vi.advanceTimersByTime(4900);
  expect(isThere()).toBe(true);
  vi.advanceTimersByTime(200);
  expect(isThere()).toBe(false);
});

test("it stays while somebody is at it", () => {
  const note = document.getElementById("note")!;
  note.dispatchEvent(new Event("pointerenter"));
  vi.advanceTimersByTime(60_000);
  expect(isThere()).toBe(true);
  note.dispatchEvent(new Event("pointerleave"));
  vi.advanceTimersByTime(5100);
  expect(isThere()).toBe(false);
});

test("it can be closed", () => {
  document.querySelector<HTMLElement>("[data-close]")!.click();
  expect(isThere()).toBe(false);
});
