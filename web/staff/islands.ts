interface Island {
  start(element: HTMLElement): void;
}

// Each is fetched only by a page that has an element with data-island="<name>".
const islands: Record<string, () => Promise<Island>> = {
  chart: () => import("../islands/chart"),
  copy: () => import("../islands/copy"),
  guide: () => import("../islands/guide"),
  preview: () => import("../islands/preview"),
  submit: () => import("../islands/submit"),
  toast: () => import("../islands/toast"),
};

/** Starts every island in `root`, itself included, once. */
export function startIslands(root: HTMLElement): void {
  const found = [...root.querySelectorAll<HTMLElement>("[data-island]")];
  if (root.dataset["island"]) found.push(root);
  for (const element of found) {
    if (element.dataset["started"]) continue;
    element.dataset["started"] = "yes";
    void islands[element.dataset["island"] ?? ""]?.().then((island) => island.start(element));
  }
}
