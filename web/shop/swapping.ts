// Forms and links with data-swap fetch the page they lead to and take only the named parts of it.
type Tell = (page: Document) => void;

export function watchForms(tell: Tell): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const button = event.submitter;
    if (!form.dataset.swap || button?.hasAttribute("data-leave")) return void wait(form, button);
    event.preventDefault();
    void send(form, button, tell);
  });
  document.addEventListener("change", (event) => {
    const field = event.target as HTMLInputElement;
    const isFilter = field.closest(".filters") && matchMedia("(min-width: 56rem)").matches;
    if (field.form?.dataset.swap && (field.hasAttribute("data-send") || isFilter)) void send(field.form, null, tell);
  });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-swap]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    void take(link.href, {}, link.dataset.swap ?? "", tell);
  });
  addEventListener("pageshow", () => {
    for (const each of document.querySelectorAll("[aria-busy]")) each.removeAttribute("aria-busy");
  });
}

/** A form that leaves the page is sent once, however often the button is pressed. */
function wait(form: HTMLFormElement, button: HTMLElement | null): void {
  if (!button?.hasAttribute("data-leave")) return;
  form.addEventListener("submit", (event) => button.hasAttribute("aria-busy") && event.preventDefault(), true);
  setTimeout(() => button.setAttribute("aria-busy", "true"));
  announce(document.body.dataset.loading ?? "");
}

function send(form: HTMLFormElement, button: HTMLElement | null, tell: Tell): Promise<void> {
  const data = new FormData(form, button);
  if ("checkout" in form.dataset) data.set("update", "1");
  if (form.method === "post") {
    return take(form.action, { method: "POST", body: asQuery(data) }, form.dataset.swap ?? "", tell);
  }
  return take(`${form.action}?${asQuery(data).toString()}`, {}, form.dataset.swap ?? "", tell);
}

function asQuery(data: FormData): URLSearchParams {
  return new URLSearchParams([...data].filter(([, value]) => value !== "") as [string, string][]);
}

async function take(address: string, how: RequestInit, parts: string, tell: Tell): Promise<void> {
  let page: Document;
  let answer: Response;
  try {
    answer = await fetch(address, how);
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    location.href = address; // the browser says what is wrong with the connection
    return;
  }
  const found = parts.split(",").map((part) => [document.querySelector(part), page.querySelector(part)] as const);
  if (!found.some(([, fresh]) => fresh)) return location.assign(answer.url);
  const focused = describeFocus();
  for (const [old, fresh] of found) if (old && fresh) swap(old, fresh);
  const shown = new URL(answer.url);
  for (const said of ["added", "updated"]) shown.searchParams.delete(said);
  history.replaceState(history.state, "", shown);
  if (page.title) document.title = page.title;
  if (focused) document.querySelector<HTMLElement>(focused)?.focus({ preventScroll: true });
  const fresh = found.map(([, each]) => each?.querySelector("[data-say]")?.textContent ?? "");
  announce(fresh.join(" ").replace(/\s+/g, " "));
  tell(page);
}

function swap(old: Element, fresh: Element): void {
  const opened = [...old.querySelectorAll("details")].map((each) => each.open);
  const added = document.importNode(fresh, true);
  added.querySelectorAll("details").forEach((each, place) => {
    each.open = opened[place] ?? each.open;
  });
  old.replaceWith(added);
}

/** Where the focus was, as the new part will know it. */
function describeFocus(): string {
  const element = document.activeElement;
  if (!element || element === document.body) return "";
  if (element.id) return `#${CSS.escape(element.id)}`;
  const name = element.getAttribute("name");
  const value = element.getAttribute("value");
  if (name) return `[name="${CSS.escape(name)}"]${value ? `[value="${CSS.escape(value)}"]` : ""}`;
  const href = element.getAttribute("href");
  if (href) return `[href="${CSS.escape(href)}"]`;
  return element.matches("form[data-swap] button") ? "form.add button, form[data-swap] button" : "";
}

function announce(text: string): void {
  const place = document.querySelector("#said");
  if (place && text.trim()) place.textContent = text.trim();
}
