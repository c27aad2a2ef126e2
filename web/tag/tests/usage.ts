// What a shop in TypeScript writes. Nothing runs this; the type checker reads it, and so may you.
import type { Commesso } from "../commesso";

export function use(commesso: Commesso): void {
  commesso("track", "Product Viewed", { product_id: "lamp", price: 79 });
  commesso("track", "Product Viewed", { product_id: "lamp" }, { timestamp: new Date(), context: { shelf: 3 } });
  commesso("page");
  commesso("page", "Lamps", { family: "lamps" });
  commesso("page", "Shop", "Lamps", { family: "lamps" });
  commesso("identify", "u1", { email: "cleo@example.com" });
  commesso("identify", { email: "cleo@example.com" });
  commesso("cart", { cart_id: "c1", items: [{ product_id: "lamp", quantity: 2 }] });
  commesso("group", "g1", { name: "Rossi" });
  commesso("alias", "u1", "old");
  commesso("reset");
  commesso("consent", { analytics: true, marketing: false });
  commesso("consent", "open");
  commesso("panel", "ask");
  commesso("on", "consent", (choice) => console.log(choice.analytics));
  commesso("on", "track", (event) => console.log(event.event, event.properties));
  commesso("ready", () => console.log(window.commesso?.version));
  // @ts-expect-error -- there is no such command
  commesso("tracks", "Product Viewed");
  // @ts-expect-error -- a cart has items
  commesso("cart", { cart_id: "c1" });
  // @ts-expect-error -- a choice is yes or no
  commesso("consent", { analytics: "granted" });
}
