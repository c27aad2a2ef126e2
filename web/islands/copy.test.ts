import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { start } from "./copy";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("the text named is copied, and the button says so for a moment", async () => {
  document.body.innerHTML = `<code id="key"> wk_1 </code><button data-copies="key" data-copied="Copied"><span data-label>Copy</span></button>`;
  const button = document.querySelector("button")!;
  start(button);
  button.click();
  await vi.advanceTimersByTimeAsync(1);
  expect(await navigator.clipboard.readText()).toBe("wk_1");
  expect(button.textContent).toBe("Copied");
  await vi.advanceTimersByTimeAsync(2500);
  expect(button.textContent).toBe("Copy");
});
