import type { Panel } from "../commesso";

type Cancel = () => void;
type Step = (then: () => void) => Cancel;

const FAST_UP = 500; // pixels in a third of a second: the way back to the address field
const SAMPLE_MS = 300;

/** Work when a panel's moment has come: after its seconds, at the first of its other conditions. Returns how to stop. */
export function whenDue(trigger: Panel["trigger"], work: () => void): Cancel {
  const { after_seconds = 0, scroll_percent = 0, on_leave = false } = trigger ?? {};
  const others: Step[] = [];
  if (scroll_percent) others.push((then) => atScroll(scroll_percent, then));
  if (on_leave) others.push(onLeave);
  const steps: Step[] = [];
  if (after_seconds) steps.push((then) => afterSeconds(after_seconds, then));
  if (others.length) steps.push((then) => first(others, then));
  steps.push(whenVisible);
  let cancel: Cancel = () => {};
  const next = (): void => {
    const step = steps.shift();
    if (step) cancel = step(next);
    else work();
  };
  next();
  return () => {
    steps.length = 0;
    work = () => {};
    cancel();
  };
}

function first(steps: Step[], then: () => void): Cancel {
  let isDone = false;
  const cancels: Cancel[] = [];
  const stop = (): void => cancels.forEach((each) => each());
  for (const step of steps) {
    const cancel = step(() => {
      if (isDone) return;
      isDone = true;
      stop();
      then();
    });
    cancels.push(cancel);
  }
  if (isDone) stop();
  return stop;
}

function afterSeconds(seconds: number, then: () => void): Cancel {
  const timer = setTimeout(then, seconds * 1000);
  return () => clearTimeout(timer);
}

function atScroll(percent: number, then: () => void): Cancel {
  const look = (): boolean => {
    const way = document.documentElement.scrollHeight - innerHeight;
    return way <= 0 || (scrollY / way) * 100 >= percent;
  };
  return once(window, "scroll", look, then, look());
}

/** The pointer goes for the tab; a thumb scrolls back up fast. */
function onLeave(then: () => void): Cancel {
  let at = scrollY;
  let since = Date.now();
  const isUp = (): boolean => {
    const isFast = at - scrollY > FAST_UP;
    if (Date.now() - since > SAMPLE_MS) [at, since] = [scrollY, Date.now()];
    return isFast;
  };
  const isOut = (event: Event): boolean => {
    const { relatedTarget, clientY } = event as MouseEvent;
    return !relatedTarget && clientY <= 0;
  };
  const ways: Step[] = [(go) => once(window, "scroll", isUp, go), (go) => once(document, "mouseout", isOut, go)];
  return first(ways, then);
}

function whenVisible(then: () => void): Cancel {
  const look = (): boolean => document.visibilityState === "visible";
  return once(document, "visibilitychange", look, then, look());
}

function once(
  target: EventTarget,
  name: string,
  isIt: (event: Event) => boolean,
  then: () => void,
  isAlready = false,
): Cancel {
  const hear = (event: Event): void => {
    if (!isIt(event)) return;
    stop();
    then();
  };
  const stop = (): void => target.removeEventListener(name, hear);
  if (isAlready) then();
  else target.addEventListener(name, hear, { passive: true });
  return stop;
}
