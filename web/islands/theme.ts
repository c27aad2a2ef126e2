const YEAR = 31_536_000;

/** Light, dark, or as the device says. The choice is a cookie, so the server paints it from the first byte. */
export function start(page: Document): void {
  for (const button of page.querySelectorAll<HTMLElement>("[data-theme-choice]")) {
    button.addEventListener("click", () => choose(page, button.dataset["themeChoice"] ?? "auto"));
  }
}

export function choose(page: Document, theme: string): void {
  page.cookie = `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax`;
  if (theme === "auto") page.documentElement.removeAttribute("data-bs-theme");
  else page.documentElement.setAttribute("data-bs-theme", theme);
  for (const button of page.querySelectorAll<HTMLElement>("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset["themeChoice"] === theme));
  }
  page.dispatchEvent(new CustomEvent("themechange"));
}
