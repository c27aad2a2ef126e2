/** The script tag we came by: it names the key and, by its address, our server. */

const own = (document.currentScript ?? document.querySelector('script[src*="commesso.js"]')) as HTMLScriptElement;
const address = new URL(own.src);

/** What the page says in `data-…`: pages, datalayer, vitals, debug. */
export const says: DOMStringMap = own.dataset;
/** The write key; in the address for tag managers that drop attributes. */
export const key: string = says["key"] || address.searchParams.get("key") || "";
/** Our server, with a slash at its end. */
export const base: string = address.href.split("commesso.js")[0] as string;
