/** A form that is sent as soon as a field changes: language, filters, pickers. Without scripts its button does it. */
export function start(form: HTMLElement): void {
  form.querySelectorAll<HTMLElement>("[data-fallback]").forEach((button) => (button.hidden = true));
  form.addEventListener("formdata", ({ formData }) => {
    // An address to share holds what was chosen, not what was left open.
    if ((form as HTMLFormElement).method === "get") for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  });
  form.addEventListener("change", () => (form as HTMLFormElement).requestSubmit());
}
