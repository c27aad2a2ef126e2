import type { Cart, Choice, Options, Properties } from "../commesso";
import { decide, describePage, emit, on } from "./events";
import { complain } from "./guard";
import { openBanner, panelCommand } from "./lazy";
import { become, forgetWho, memory, save } from "./memory";
import { pageWasSent } from "./pages";

type Words = [string[], Properties | undefined, Options | undefined];

/** Segment's way: up to so many texts, any of which may be missing, then properties, then options; then a callback. */
function sort(most: number, given: unknown[]): Words {
  const words: string[] = [];
  const rest: (Properties | undefined)[] = [];
  given.forEach((each, place) => {
    const isText = typeof each === "string" || typeof each === "number";
    if (isText && place < most) words.push(`${each}`);
    else if (typeof each !== "function" && (place >= most || each)) rest.push(each as Properties | undefined);
  });
  return [words, rest[0], rest[1] as Options | undefined];
}

const commands: Record<string, (...given: never[]) => void> = {
  track(...given: unknown[]) {
    const [[event], properties, options] = sort(1, given);
    if (event) emit({ type: "track", event, properties: { ...properties } }, options);
    else complain("track needs the name of an event");
  },
  page(...given: unknown[]) {
    const [words, properties, options] = sort(2, given);
    pageWasSent();
    const name = words.pop();
    const category = words[0];
    emit({ type: "page", name, category, properties: { ...describePage(), name, category, ...properties } }, options);
  },
  identify(...given: unknown[]) {
    const [[user], traits, options] = sort(1, given);
    become(user, traits);
    emit({ type: "identify", traits: memory.traits }, options);
  },
  cart({ items, ...rest }: Cart) {
    emit({ type: "track", event: "Cart Viewed", properties: { ...rest, products: items } });
  },
  group(...given: unknown[]) {
    const [[group = ""], traits, options] = sort(1, given);
    memory.group = group;
    save();
    emit({ type: "group", groupId: group, traits: { ...traits } }, options);
  },
  alias(...given: unknown[]) {
    const [[user = "", previous = memory.user ?? memory.id], , options] = sort(2, [...given.slice(0, 2), null, given[2]]);
    become(user);
    emit({ type: "alias", previousId: previous }, options);
  },
  reset: forgetWho,
  consent(choice: Choice | "open") {
    if (choice === "open") openBanner(true);
    else decide(choice, "page");
  },
  panel: panelCommand,
  on,
  ready(listener: () => void) {
    listener();
  },
};

export function call(command: string, ...given: unknown[]): void {
  if (!Object.prototype.hasOwnProperty.call(commands, command)) return complain(`there is no command "${command}"`);
  (commands[command] as (...given: unknown[]) => void)(...given);
}
