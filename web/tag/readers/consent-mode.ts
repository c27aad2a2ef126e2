import type { Choice, Properties } from "../commesso";

type Purpose = keyof Choice;

// Google's words for each of our purposes; the first that was said counts.
const STORAGES: [Purpose, string[]][] = [
  ["analytics", ["analytics_storage"]],
  ["personalisation", ["personalization_storage", "ad_personalization"]],
  ["marketing", ["ad_user_data", "ad_storage"]],
];

/** Google's Consent Mode v2. A default of "denied" is a question still open; an update of "denied" is a no. */
export function readConsentMode(say: (choice: Choice) => void): (command: string, params: Properties) => void {
  const said: Record<string, boolean | undefined> = {};
  return (command, params) => {
    const isUpdate = command === "update";
    if (!isUpdate && command !== "default") return;
    for (const name of Object.keys(params)) {
      if (params[name] === "denied") said[name] = isUpdate ? false : undefined;
      // What holds for some regions only may not hold here.
      else if (params[name] === "granted" && (isUpdate || !params["region"])) said[name] = true;
    }
    say(read(said));
  };
}

function read(said: Record<string, boolean | undefined>): Choice {
  const choice: Choice = {};
  for (const [purpose, names] of STORAGES) {
    const name = names.find((each) => each in said);
    const answer = name && said[name];
    if (typeof answer === "boolean") choice[purpose] = answer;
  }
  return choice;
}
