/** A message that leaves by itself, unless somebody is at it (an undo must not slip away under the hand). */
export function start(toast: HTMLElement, seconds = 8): void {
  let timer = setTimeout(() => toast.remove(), seconds * 1000);
  const hold = (): void => clearTimeout(timer);
  const release = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => toast.remove(), seconds * 1000);
  };
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("pointerleave", release);
  toast.addEventListener("focusout", release);
  toast.querySelector("[data-close]")?.addEventListener("click", () => toast.remove());
}
