/** A button that copies the text of the element named by data-copies, and says so. */
export function start(button: HTMLElement): void {
  button.addEventListener("click", () => {
    const source = document.getElementById(button.dataset["copies"] ?? "");
    const text = source instanceof HTMLInputElement ? source.value : (source?.textContent ?? "");
    void navigator.clipboard.writeText(text.trim()).then(() => confirmOn(button));
  });
}

function confirmOn(button: HTMLElement): void {
  const label = button.querySelector<HTMLElement>("[data-label]") ?? button;
  const before = label.textContent;
  label.textContent = button.dataset["copied"] ?? before;
  setTimeout(() => (label.textContent = before), 2000);
}
