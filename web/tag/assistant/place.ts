/** Where the button may stand: not over anything of the shop's that stays where it is, and beside no other overlay. */

const CLICKABLE = "a[href],button,input,select,textarea,summary,label,[role=button]";
const STEPS = [0, 72, 144, 216]; // pixels up from its own place
const SETTLED_MS = 150;

/** Whether something else of ours lies over the page: two would cover each other. */
export function hasOther(host: HTMLElement): boolean {
  return [...document.querySelectorAll('[data-commesso][data-place="over"]')].some((each) => each !== host);
}

/** Call whenever another overlay may have come or gone, or what stands below the button has moved. */
export function watchPage(work: () => void): void {
  const observer = new MutationObserver(work);
  observer.observe(document.documentElement, { childList: true });
  observer.observe(document.body, { childList: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(work, SETTLED_MS);
  };
  for (const name of ["scroll", "resize", "click"]) addEventListener(name, later, { passive: true, capture: true });
}

/** Move the button up past bars that stay at the foot of the page; out of the way where there is no room. */
export function findRoom(host: HTMLElement, button: HTMLElement): boolean {
  for (const step of STEPS) {
    button.style.setProperty("--up", `${step}px`);
    if (!isCovering(host, button.getBoundingClientRect())) return true;
  }
  return false;
}

function isCovering(host: HTMLElement, { left, right, top, bottom }: DOMRect): boolean {
  if (!document.elementsFromPoint || top < 0) return false;
  const isAtEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  const points = [left, (left + right) / 2, right - 1].flatMap((x) => [top, (top + bottom) / 2, bottom - 1].map((y) => [x, y]));
  return points.some(([x, y]) =>
    document.elementsFromPoint(x as number, y as number).some((each) => {
      const target = each !== host && each.closest(CLICKABLE);
      // What scrolls can be scrolled away from under the button, except at the page's end.
      return !!target && (isAtEnd || stays(target));
    }),
  );
}

function stays(element: Element | null): boolean {
  for (let each = element; each; each = each.parentElement) {
    if (/fixed|sticky/.test(getComputedStyle(each).position)) return true;
  }
  return false;
}
