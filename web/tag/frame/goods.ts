/** What is shown of products: prices as people write them, and addresses that may be followed. */

export interface Price {
  amount: string;
  currency: string;
}

/** A product as our server tells of it. */
export interface Goods {
  product_id: string;
  title: string;
  url: string;
  image: string;
  price: Price | null;
}

/** What a shop's page may lead to; nothing else that somebody may have written into a catalogue, such as a script. */
export const WEB = /^https?:$/;

export function readAddress(text: string, allowed = WEB): string {
  try {
    const address = new URL(text, location.href);
    return text && allowed.test(address.protocol) ? address.href : "";
  } catch {
    return "";
  }
}

export function writePrice({ amount, currency }: Price, language: string): string {
  try {
    return new Intl.NumberFormat(language, { style: "currency", currency }).format(Number(amount));
  } catch {
    return `${amount} ${currency}`; // a language or a currency that the browser does not know
  }
}
