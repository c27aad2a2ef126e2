import type { Panel, SignUpForm } from "../commesso";
import type { Bridge } from "../core/lazy";
import { make } from "../frame/frame";
import type { Words } from "./words";

/** A sign-up: an address, a yes that is not ticked beforehand, and what is said when it was sent. */
export function drawForm(panel: Panel, form: SignUpForm, words: Words, bridge: Bridge, sent: () => void): HTMLElement {
  const email = make("input", { type: "email", id: "email", name: "email", autocomplete: "email", required: "" });
  const consent = make("input", { type: "checkbox", id: "consent", required: "" });
  const fault = make("p", { class: "fault", id: "fault", role: "alert" });
  const submit = make("button", { type: "submit", class: "button" }, form.submit);
  const drawn = make(
    "form",
    { class: "stack", novalidate: "" },
    make("div", { class: "field" }, make("label", { for: "email" }, form.email_label), email),
    make("label", { class: "check", for: "consent" }, consent, make("span", {}, form.consent_label)),
    !!form.privacy_url && make("a", { class: "link", href: form.privacy_url, target: "_blank" }, new URL(form.privacy_url, location.href).hostname),
    fault,
    submit,
  );
  const blame = (field: HTMLInputElement | undefined, text: string): void => {
    for (const each of [email, consent]) {
      each.setAttribute("aria-invalid", `${each === field}`);
      if (each === field) each.setAttribute("aria-describedby", "fault");
      else each.removeAttribute("aria-describedby");
    }
    fault.textContent = text;
    field?.focus();
  };
  drawn.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!email.validity.valid) return blame(email, words.email);
    if (!consent.checked) return blame(consent, words.consent);
    blame(undefined, "");
    submit.disabled = true;
    const asked = { panel: panel.id, email: email.value, language: panel.language, consent_text: form.consent_label };
    bridge
      .post("onsite/sign-ups", asked)
      .then((answer) => {
        if (answer.ok) return sent();
        blame(answer.status === 400 ? email : undefined, answer.status === 400 ? words.email : words.failed);
      })
      .catch(() => blame(undefined, words.failed))
      .then(() => void (submit.disabled = false));
  });
  return drawn;
}
