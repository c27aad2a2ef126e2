import type { Choice } from "../commesso";
import { read, write } from "./memory";

type Purpose = keyof Choice;

/** What the merchant decided, from our server. */
export interface ConsentRules {
  policy: "required" | "assumed";
  banner?: boolean;
  gpc_means_no_analytics?: boolean;
  privacy_url?: string;
}

const STORED = "commesso.choice";
// On the wire advertising has its own name: "marketing" there means letters, which ask for an address and a yes of their own.
const NAMES: [Purpose, string][] = [
  ["analytics", "analytics"],
  ["personalisation", "personalisation"],
  ["marketing", "advertising"],
];

let chosen: Choice | undefined = read<Choice>(STORED);
let signalled: Choice | undefined;
let rules: ConsentRules | undefined;
let asked = 0;

export const isStoredChoice = (name: string): boolean => name === STORED;

/** Another tab asked, and was answered. */
export function rereadChoice(): void {
  chosen = read<Choice>(STORED);
}

/** The shopper chose, on the page or in our banner. The choice itself is stored, so that nobody asks twice. */
export function choose(choice: Choice): void {
  chosen = { ...chosen };
  for (const [purpose] of NAMES) {
    const said: unknown = choice[purpose];
    if (said !== undefined) chosen[purpose] = said === true || said === "granted"; // nothing else is a yes
  }
  write(STORED, chosen);
}

/** The page's own consent manager said something. Undefined: it has not been answered there yet. */
export function signal(choice: Choice): void {
  signalled = choice;
}

export function setRules(given: ConsentRules): void {
  rules = given;
}

/** Wait for somebody who knows more, before taking silence for an answer. */
export function waitFor(knowing: Promise<unknown>): void {
  asked++;
  const done = (): void => void asked--;
  knowing.then(done, done);
}

/** Whether the shopper allows it: yes, no, or undefined for "not said yet". A no counts, whoever heard it. */
export function allows(purpose: Purpose): boolean | undefined {
  if (isOptedOut()) return false;
  if (chosen?.[purpose] === false || signalled?.[purpose] === false) return false;
  if (chosen?.[purpose] || signalled?.[purpose]) return hasOptOut() && !rules ? undefined : true;
  if (signalled || asked || !rules) return undefined;
  return rules.policy === "assumed" ? purpose !== "marketing" : undefined;
}

/** What is said on every event, or undefined where the shopper said nothing. */
export function preferences(): Record<string, boolean> | undefined {
  if (!chosen && !signalled && !isOptedOut()) return undefined;
  const said: Record<string, boolean> = {};
  for (const [purpose, name] of NAMES) {
    const answer = allows(purpose);
    if (answer !== undefined) said[name] = answer;
  }
  return said;
}

export function currentChoice(): Choice {
  const choice: Choice = {};
  for (const [purpose] of NAMES) choice[purpose] = allows(purpose) ?? false;
  return choice;
}

/** Whether our banner should ask: nobody else does, and nobody has answered. */
export function mustAsk(): boolean {
  return !!rules?.banner && rules.policy === "required" && !chosen && !signalled && !isOptedOut();
}

/** Global Privacy Control: the browser says no for its shopper. */
function hasOptOut(): boolean {
  return !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl;
}

function isOptedOut(): boolean {
  return hasOptOut() && !!rules?.gpc_means_no_analytics;
}
