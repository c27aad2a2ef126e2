/** What the list under a search box says. */
export interface Words {
  list: string;
  products: string;
  families: string;
  queries: string;
  soldOut: string;
  /** How many there are: "#" is the number. */
  one: string;
  many: string;
}

export const TEXTS: Record<string, Words> = {
  en: {
    list: "Suggestions",
    products: "Products",
    families: "Families",
    queries: "Searches",
    soldOut: "Sold out",
    one: "1 suggestion",
    many: "# suggestions",
  },
  it: {
    list: "Suggerimenti",
    products: "Prodotti",
    families: "Famiglie",
    queries: "Ricerche",
    soldOut: "Esaurito",
    one: "1 suggerimento",
    many: "# suggerimenti",
  },
  es: {
    list: "Sugerencias",
    products: "Productos",
    families: "Familias",
    queries: "Búsquedas",
    soldOut: "Agotado",
    one: "1 sugerencia",
    many: "# sugerencias",
  },
  zh: {
    list: "搜索建议",
    products: "商品",
    families: "类别",
    queries: "搜索",
    soldOut: "售罄",
    one: "1 条建议",
    many: "# 条建议",
  },
};
