/**
 * Shows what is typed, as it is typed. A field with data-shows="name" fills every element with
 * data-shown="name" (its text), or sets the custom property --name there when it is a colour or a font.
 */
export function start(root: HTMLElement): void {
  const fields = root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>("[data-shows]");
  for (const field of fields) {
    const show = (): void => apply(root, field.dataset["shows"] ?? "", field.value);
    field.addEventListener("input", show);
    show();
  }
  const take = (): void => takeWhatThePageSets(root);
  root.addEventListener("htmx:afterSwap", take);
  take();
}

/** The server says more than was typed: <data data-sets="brand-ink" value="#ffffff">, also in a later fragment. */
function takeWhatThePageSets(root: HTMLElement): void {
  for (const said of root.querySelectorAll<HTMLDataElement>("[data-sets]")) {
    apply(root, said.dataset["sets"] ?? "", said.value);
  }
}

function apply(root: HTMLElement, name: string, value: string): void {
  for (const element of root.querySelectorAll<HTMLElement>(`[data-shown~="${name}"]`)) {
    if (element.dataset["shownAs"] === "style") element.style.setProperty(`--${name}`, value);
    else element.textContent = value;
  }
}
