/**
 * The types of the tag, for shops that write TypeScript:
 *
 *     /// <reference path="commesso.d.ts" />   or   import type { Commesso } from "./commesso";
 *
 * Event names and properties are those of the Segment e-commerce specification.
 */

export type Properties = Record<string, unknown>;

/** What a shopper may be asked. `marketing` means advertising on this device; e-mail has its own double opt-in. */
export interface Choice {
  analytics?: boolean;
  personalisation?: boolean;
  marketing?: boolean;
}

export interface Item extends Properties {
  product_id: string;
  variant_id?: string;
  sku?: string;
  name?: string;
  price?: number;
  quantity?: number;
}

/** The whole cart as it is now; empty `items` empty it. */
export interface Cart extends Properties {
  cart_id?: string;
  items: Item[];
  currency?: string;
  value?: number;
}

export interface Options {
  /** Added to what the tag says about the page. */
  context?: Properties;
  /** When it happened, if not now. */
  timestamp?: Date | string;
  messageId?: string;
}

/** What is shown: decided by the server, or handed over by the page for a preview. */
export interface Panel {
  id: string;
  version: number;
  kind: "bar" | "corner" | "modal" | "inline" | "page";
  /** For `inline`: the `data-commesso-slot` it stands in. */
  slot?: string;
  /** Not before `after_seconds`; then at the first of the others, if any is set. */
  trigger?: { after_seconds?: number; scroll_percent?: number; on_leave?: boolean };
  frequency?: { times?: number; days?: number; after_dismissal_days?: number };
  direction?: "ltr" | "rtl";
  language?: string;
  content: PanelContent;
}

export interface PanelContent {
  title: string;
  text?: string;
  /** An address, or an address with the text for those who do not see it. */
  image?: string | { url: string; alt?: string };
  action?: { label: string; url: string };
  dismiss: string;
  form?: SignUpForm;
}

export interface SignUpForm {
  kind: "sign_up";
  email_label: string;
  consent_label: string;
  submit: string;
  /** Shown when the address was sent. */
  done: string;
  privacy_url?: string;
}

/** An event on its way out. */
export interface TagEvent {
  type: "track" | "page" | "identify" | "group" | "alias";
  event?: string;
  name?: string;
  properties?: Properties;
  traits?: Properties;
  context: Properties;
  messageId: string;
  timestamp: string;
}

export type Heard = "track" | "page" | "identify" | "group" | "alias" | "consent";

export interface Commesso {
  (command: "track", event: string, properties?: Properties, options?: Options): void;
  (command: "page", name?: string, properties?: Properties, options?: Options): void;
  (command: "page", category: string, name: string, properties?: Properties, options?: Options): void;
  (command: "identify", userId: string, traits?: Properties, options?: Options): void;
  (command: "identify", traits: Properties, options?: Options): void;
  (command: "cart", cart: Cart): void;
  (command: "group", groupId: string, traits?: Properties, options?: Options): void;
  (command: "alias", userId: string, previousId?: string, options?: Options): void;
  /** The shopper signed out: forget who it was, keep what was chosen. */
  (command: "reset"): void;
  /** The shopper chose; or `"open"` to show the built-in question again. */
  (command: "consent", choice: Choice | "open"): void;
  /** Ask the server again, close what is shown, or show this one. */
  (command: "panel", what: "ask" | "close" | Panel): void;
  (command: "on", name: Exclude<Heard, "consent">, listener: (event: TagEvent) => void): void;
  (command: "on", name: "consent", listener: (choice: Choice) => void): void;
  (command: "ready", listener: () => void): void;
  /** Calls made before the script arrived. */
  q?: ArrayLike<unknown>[];
  /** There when the script has arrived. */
  version?: string;
}

/** The same under the names of Segment's library. */
export interface Analytics {
  track(event: string, properties?: Properties, options?: Options, done?: () => void): Promise<void>;
  page(...given: unknown[]): Promise<void>;
  identify(userId?: string | Properties, traits?: Properties, options?: Options, done?: () => void): Promise<void>;
  group(groupId: string, traits?: Properties, options?: Options, done?: () => void): Promise<void>;
  alias(userId: string, previousId?: string, options?: Options, done?: () => void): Promise<void>;
  reset(): Promise<void>;
  ready(listener: () => void): Promise<void>;
  user(): { id(): string | null; anonymousId(): string | null; traits(): Properties };
}

declare global {
  interface Window {
    commesso?: Commesso;
    analytics?: Analytics | unknown[];
  }
}
