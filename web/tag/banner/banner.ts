import type { Choice } from "../commesso";
import type { Bridge } from "../core/lazy";
import { make, makeFrame, pressed, rememberFocus, speak, takeOut } from "../frame/frame";
import css from "./banner.css?inline";
import { TEXTS, type Words } from "./texts";

const PURPOSES = ["analytics", "personalisation", "marketing"] as const;

let bridge: Bridge;
let isOpen = false;
let drop: (() => void) | undefined;

export function start(given: Bridge): void {
  bridge = given;
}

/** Another consent manager of the page has turned up: it asks, not we, unless the shopper called for us. */
export function close(): void {
  drop?.();
}

/** Ask. `isWanted`: the shopper asked for it, so the keyboard goes there. */
export function open(isWanted: boolean): void {
  if (isOpen) return;
  isOpen = true;
  const [language, words] = speak(TEXTS, bridge);
  const { host, inside } = makeFrame(bridge, css, language, "ltr");
  const giveBack = isWanted ? rememberFocus() : undefined;
  const end = (): void => {
    isOpen = false;
    drop = undefined;
    takeOut(host);
    giveBack?.();
  };
  drop = isWanted ? undefined : end;
  const answer = (choice: Choice): void => {
    end();
    bridge.decide(choice, "banner", `${words.title} ${words.text}`);
  };
  const sheet = drawSheet(words, answer);
  host.setAttribute("data-place", "over");
  inside.appendChild(sheet);
  // The first thing the keyboard meets, outside the body, where no style of the page counts the elements.
  document.documentElement.insertBefore(host, document.body);
  if (!isWanted) return;
  sheet.focus();
  // Closing is no answer: the one given before stands.
  host.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end();
  });
}

function drawSheet(words: Words, answer: (choice: Choice) => void): HTMLElement {
  const choices = drawChoices(words);
  const all = (value: boolean): Choice => ({ analytics: value, personalisation: value, marketing: value });
  const privacy = bridge.config.consent?.privacy_url;
  const save = pressed(make("button", { type: "button", class: "button quiet", hidden: "" }, words.save), () =>
    answer(readChoices(choices)),
  );
  const choose = pressed(make("button", { type: "button", class: "link", "aria-expanded": "false" }, words.choose), () => {
    const isShown = choices.toggleAttribute("hidden");
    save.hidden = isShown;
    choose.setAttribute("aria-expanded", `${!isShown}`);
  });
  return make(
    "section",
    { class: "sheet over stack", "aria-labelledby": "title", tabindex: "-1" },
    make("h2", { id: "title" }, words.title),
    make("p", {}, words.text),
    choices,
    save,
    make(
      "div",
      { class: "row answers" },
      pressed(make("button", { type: "button", class: "button quiet" }, words.no), () => answer(all(false))),
      pressed(make("button", { type: "button", class: "button quiet" }, words.yes), () => answer(all(true))),
    ),
    make("div", { class: "row" }, choose, !!privacy && make("a", { class: "link", href: privacy }, words.privacy)),
  );
}

function drawChoices(words: Words): HTMLElement {
  const now = bridge.choice();
  const rows = PURPOSES.map((name) => {
    const box = make("input", { type: "checkbox", name });
    box.checked = !!now[name];
    return make("label", { class: "check" }, box, words[name]);
  });
  const always = make("input", { type: "checkbox", checked: "", disabled: "" });
  return make(
    "fieldset",
    { hidden: "", "aria-labelledby": "title" },
    make("label", { class: "check" }, always, words.necessary),
    ...rows,
  );
}

function readChoices(choices: HTMLElement): Choice {
  const choice: Choice = {};
  for (const name of PURPOSES) choice[name] = !!choices.querySelector<HTMLInputElement>(`[name=${name}]`)?.checked;
  return choice;
}
