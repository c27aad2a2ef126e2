import { expect, test } from "vitest";
import { start } from "./theme";

test("a choice is painted, pressed and remembered; auto leaves it to the device", () => {
  document.body.innerHTML = `<button data-theme-choice="dark"></button><button data-theme-choice="auto"></button>`;
  const [dark, auto] = document.querySelectorAll("button");
  let told = 0;
  document.addEventListener("themechange", () => told++);
  start(document);
  dark!.click();
  expect(document.documentElement.getAttribute("data-bs-theme")).toBe("dark");
  expect(dark!.getAttribute("aria-pressed")).toBe("true");
  expect(document.cookie).toContain("theme=dark");
  auto!.click();
  expect(document.documentElement.hasAttribute("data-bs-theme")).toBe(false);
  expect(dark!.getAttribute("aria-pressed")).toBe("false");
  expect(document.cookie).toContain("theme=auto");
  expect(told).toBe(2);
});
