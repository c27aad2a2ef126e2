import { expect, test } from "vitest";
import { start } from "./submit";

test("a change sends the form, and its button goes", () => {
  document.body.innerHTML = `<form method="get"><select name="status"><option value=""></option></select><button data-fallback></button></form>`;
  const form = document.querySelector("form")!;
  let sent = 0;
  form.requestSubmit = () => sent++;
  start(form);
  expect(form.querySelector("button")!.hidden).toBe(true);
  form.querySelector("select")!.dispatchEvent(new Event("change", { bubbles: true }));
  expect(sent).toBe(1);
});

test("what was left open does not stand in the address", () => {
  document.body.innerHTML = `<form method="get"></form>`;
  const form = document.querySelector("form")!;
  start(form);
  const formData = new FormData();
  formData.append("q", "cleo");
  formData.append("status", "");
  form.dispatchEvent(Object.assign(new Event("formdata"), { formData }));
  expect([...formData.keys()]).toEqual(["q"]);
});
