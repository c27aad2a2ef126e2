/** The tag is a guest: whatever fails in here, the page must not notice. */

let isLoud = false;

/** Say on the console what failed: for `data-debug`, while somebody installs the tag. */
export function speakUp(): void {
  isLoud = true;
}

export function complain(problem: unknown): void {
  if (isLoud) console.warn("commesso:", problem);
}

/** The same function, but it never throws. */
export function guard<Given extends unknown[], Result>(
  work: (...given: Given) => Result,
): (...given: Given) => Result | undefined {
  return (...given) => {
    try {
      return work(...given);
    } catch (problem) {
      complain(problem);
      return undefined;
    }
  };
}

/** Hear an event of the window, safely. Early, so that a page that stops events does not stop ours. */
export function hear(name: string, work: (event: Event) => void): void {
  addEventListener(name, guard(work), true);
}

/** Work when the page is there and the browser has nothing better to do. */
export function later(work: () => void): void {
  const rest = (): void => {
    if ("requestIdleCallback" in window) requestIdleCallback(guard(work), { timeout: 2000 });
    else setTimeout(guard(work), 1);
  };
  if (document.readyState === "complete") rest();
  else addEventListener("load", rest);
}
