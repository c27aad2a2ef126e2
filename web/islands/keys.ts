const PAUSE_MS = 1200;

/** `/` searches, `?` shows the keys, `g h` and friends follow the link that carries data-keys="g h". */
export function start(page: Document, go: (link: HTMLElement) => void = (link) => link.click()): void {
  for (const button of page.querySelectorAll("[data-opens-keys]")) button.addEventListener("click", () => showHelp(page));
  let before = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "/" && focusSearch(page)) return event.preventDefault();
    if (event.key === "?") return showHelp(page);
    clearTimeout(timer);
    const link = page.querySelector<HTMLElement>(`[data-keys="${CSS.escape(`${before} ${event.key}`.trim())}"]`);
    before = link ? "" : event.key.length === 1 ? event.key : "";
    timer = setTimeout(() => (before = ""), PAUSE_MS);
    if (link) {
      event.preventDefault();
      go(link);
    }
  });
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

function focusSearch(page: Document): boolean {
  const field = page.querySelector<HTMLInputElement>("[data-search]");
  field?.focus();
  field?.select();
  return field !== null;
}

function showHelp(page: Document): void {
  page.querySelector<HTMLDialogElement>("dialog[data-keys-help]")?.showModal();
}
