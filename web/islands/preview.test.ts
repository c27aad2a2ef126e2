import { expect, test } from "vitest";
import { start } from "./preview";

test("what is typed shows as it is typed: words as words, colours as colours", () => {
  document.body.innerHTML = `
    <div id="root">
      <div id="hint"><data data-sets="brand-ink" value="#ffffff"></data></div>
      <input data-shows="brand" value="#112233"><textarea data-shows="signature">Alma</textarea>
      <div id="paper" data-shown="brand brand-ink font" data-shown-as="style"></div><p data-shown="signature"></p>
    </div>`;
  const root = document.getElementById("root")!;
  start(root);
  const paper = document.getElementById("paper")!;
  expect(paper.style.getPropertyValue("--brand")).toBe("#112233");
  expect(root.querySelector("p")!.textContent).toBe("Alma");
  expect(paper.style.getPropertyValue("--brand-ink")).toBe("#ffffff");
  root.querySelector("data")!.setAttribute("value", "#000000");
  root.querySelector("#hint")!.dispatchEvent(new Event("htmx:afterSwap", { bubbles: true }));
  expect(paper.style.getPropertyValue("--brand-ink")).toBe("#000000");
  const area = root.querySelector("textarea")!;
  area.value = "<b>Alma</b>";
  area.dispatchEvent(new Event("input"));
  expect(root.querySelector("p")!.innerHTML).toBe("&lt;b&gt;Alma&lt;/b&gt;");
});
