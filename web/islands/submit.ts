/** A form that is sent as soon as a field changes: language, filters, pickers. Without scripts its button does it. */
export function start(form: HTMLElement): void {
  form.querySelectorAll<HTMLElement>("[data-fallback]").forEach((button) => (button.hidden = true));
  form.addEventListener("change", () => (form as HTMLFormElement).requestSubmit());
}
