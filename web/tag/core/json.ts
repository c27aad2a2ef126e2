// Prototype.js and its kin give arrays and texts a toJSON that writes them twice.
const SPOILED: object[] = [Array.prototype, Object.prototype, String.prototype];

/** JSON.stringify, whatever a library has done to the prototypes. */
export function toJson(value: unknown): string {
  const saved: [object, PropertyDescriptor][] = [];
  for (const each of SPOILED) {
    const own = Object.getOwnPropertyDescriptor(each, "toJSON");
    if (own && Reflect.deleteProperty(each, "toJSON")) saved.push([each, own]);
  }
  try {
    return JSON.stringify(value);
  } finally {
    for (const [each, own] of saved) Object.defineProperty(each, "toJSON", own);
  }
}
