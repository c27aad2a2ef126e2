import { onCLS, onFCP, onINP, onLCP, onTTFB, type Metric } from "web-vitals";
import type { Bridge } from "../core/lazy";

/** How fast the page felt, in milliseconds (cls: a plain number), told once, when the shopper first looks away. */
export function start(bridge: Bridge): void {
  const felt: Record<string, unknown> = {};
  let isTold = false;
  const note = ({ name, value, navigationType }: Metric): void => {
    felt[name.toLowerCase()] = Math.round(value * 1000) / 1000;
    felt["navigation_type"] = navigationType;
  };
  for (const measure of [onCLS, onFCP, onINP, onLCP, onTTFB]) measure(note);
  // After the library's own listener, which says its last word when the page is hidden.
  addEventListener(
    "visibilitychange",
    () => {
      if (isTold || document.visibilityState !== "hidden" || !Object.keys(felt).length) return;
      isTold = true;
      bridge.track("Web Vitals Measured", felt);
    },
    true,
  );
}
