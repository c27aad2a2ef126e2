import type { Panel, PanelContent } from "../commesso";
import type { Bridge } from "../core/lazy";
import { openDialog } from "../frame/dialog";
import { make, makeFrame, pressed, speak, takeOut, type Frame } from "../frame/frame";
import { drawForm } from "./form";
import css from "./panels.css?inline";
import { WORDS } from "./words";

/** What the shopper may do with a panel. */
export interface Reactions {
  click(): void;
  dismiss(): void;
  submit(): void;
}

export interface Drawn {
  host: HTMLElement;
  /** Put it into the page. */
  show(place: Element): void;
  remove(): void;
}

const SAFE = /^(https?|mailto|tel):$/;

export function draw(panel: Panel, bridge: Bridge, reactions: Reactions): Drawn {
  const { content, kind, language = bridge.language } = panel;
  const frame = makeFrame(bridge, css, language, panel.direction ?? "ltr");
  const [, words] = speak(WORDS, bridge, language);
  const dismiss = pressed(make("button", { type: "button", class: "button quiet" }, content.dismiss), () =>
    reactions.dismiss(),
  );
  const sent = (): void => {
    const done = make("p", { role: "status", tabindex: "-1" }, content.form?.done);
    dismiss.textContent = words.close;
    form?.parentNode?.replaceChild(done, form);
    done.focus();
    reactions.submit();
  };
  const form = content.form && drawForm(panel, content.form, words, bridge, sent);
  const parts = [drawImage(content), drawWords(content, kind), form, drawButtons(content, dismiss, reactions)];
  if (kind !== "inline") frame.host.setAttribute("data-place", "over");
  return kind === "modal" || kind === "page"
    ? drawDialog(frame, kind, parts, reactions)
    : drawBeside(frame, kind, parts, reactions);
}

type Part = HTMLElement | undefined | false;

function drawImage({ image }: PanelContent): Part {
  if (!image) return undefined;
  const { url, alt = "" } = typeof image === "string" ? { url: image } : image;
  return make("img", { src: url, alt, decoding: "async" });
}

function drawWords({ title, text }: PanelContent, kind: Panel["kind"]): HTMLElement {
  const isDialog = kind === "modal" || kind === "page";
  // A heading among the page's own only where it begins something of its own.
  const heading = make(isDialog ? "h2" : "p", { id: "title", class: "title" }, title);
  return make("div", { class: "words stack" }, heading, !!text && make("p", {}, text));
}

function drawButtons({ action }: PanelContent, dismiss: HTMLElement, reactions: Reactions): HTMLElement {
  const url = action && new URL(action.url, location.href);
  const link =
    url && SAFE.test(url.protocol) && make("a", { class: "button", href: url.href }, action.label);
  return make("div", { class: "row" }, link && pressed(link, () => reactions.click()), dismiss);
}

function drawDialog({ host, inside }: Frame, kind: string, parts: Part[], reactions: Reactions): Drawn {
  const stack = make("div", { class: "stack" }, ...parts);
  const dialog = make("dialog", { class: `sheet ${kind}`, "aria-labelledby": "title" }, stack);
  inside.appendChild(dialog);
  let close = (): void => {};
  return {
    host,
    show(place) {
      close = openDialog(host, dialog, place, () => reactions.dismiss());
    },
    remove: () => close(),
  };
}

/** Beside or in the page, which goes on. The keyboard is left where it is. */
function drawBeside({ host, inside }: Frame, kind: string, parts: Part[], reactions: Reactions): Drawn {
  const layout = kind === "bar" ? "row" : "stack";
  const place = kind === "inline" ? "" : " over";
  inside.appendChild(make("section", { class: `sheet${place} ${layout} ${kind}`, "aria-labelledby": "title" }, ...parts));
  let before: Element | null = null;
  host.addEventListener("focusin", (event) => {
    before ??= event.relatedTarget as Element | null;
  });
  host.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && kind !== "inline") reactions.dismiss();
  });
  return {
    host,
    show: (place) => void place.appendChild(host),
    remove() {
      const hadFocus = document.activeElement === host;
      takeOut(host);
      if (hadFocus && before instanceof HTMLElement) before.focus();
    },
  };
}
