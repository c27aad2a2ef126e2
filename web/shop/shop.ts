// What the shop's pages do when there is JavaScript. All of it works without, a page load at a time.
import { tellFacts, watchTag } from "./telling";
import { watchForms } from "./swapping";

watchForms(tellFacts);
watchTag();
tellFacts(document);

document.addEventListener("click", (event) => {
  const thumb = (event.target as Element).closest<HTMLAnchorElement>("[data-slide]");
  if (!thumb) return;
  event.preventDefault();
  const slide = document.querySelector<HTMLElement>(thumb.hash);
  slide?.parentElement?.scrollTo({ left: slide.offsetLeft - slide.parentElement.offsetLeft });
});

const filters = document.querySelector<HTMLDetailsElement>(".filters details");
if (filters && matchMedia("(min-width: 56rem)").matches) filters.open = true; // beside the goods there is room
