import { rememberFocus, takeOut } from "./frame";

/** Put a dialog over the page, which waits meanwhile: the browser keeps the rest of the page out of reach. */
export function openDialog(host: HTMLElement, dialog: HTMLDialogElement, place: Element, leave: () => void): () => void {
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault(); // Escape: our own way out does more than closing
    leave();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog && !isWithin(dialog.getBoundingClientRect(), event)) leave();
  });
  dialog.addEventListener("keydown", (event) => keepInside(dialog, event));
  const giveBack = rememberFocus();
  place.appendChild(host);
  dialog.showModal();
  return () => {
    dialog.close();
    takeOut(host);
    giveBack();
  };
}

function isWithin(box: DOMRect, { clientX, clientY }: MouseEvent): boolean {
  return clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
}

/** After the last comes the first. */
function keepInside(dialog: HTMLElement, event: KeyboardEvent): void {
  if (event.key !== "Tab") return;
  const stops = [...dialog.querySelectorAll<HTMLElement>("a[href],button:not(:disabled),input")];
  const [first, last] = [stops[0], stops[stops.length - 1]];
  const now = (dialog.getRootNode() as ShadowRoot).activeElement;
  if (now !== (event.shiftKey ? first : last)) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
